'use client';
// What the pages of the studio share: the cache, the upload policy, the watch over running uploads.
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { UploadWatch } from '#components/upload/upload-watch.tsx';
import { createQueryClient } from '#lib/client/query-client.ts';
import { UploadPolicyContext } from '#lib/client/upload/policy-context.ts';
import type { UploadPolicy } from '#lib/shared/upload-policy.ts';

type StudioProvidersProps = { policy: UploadPolicy; children: ReactNode };

export function StudioProviders({ policy, children }: StudioProvidersProps) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <UploadPolicyContext value={policy}>
        {children}
        <UploadWatch />
      </UploadPolicyContext>
    </QueryClientProvider>
  );
}
