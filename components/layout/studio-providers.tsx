'use client';
// What the pages of the studio share: the cache, the upload policy, the uploads and whose they are.
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { SignInAgainProvider } from '#components/auth/sign-in-again.tsx';
import { LeaveGuardProvider } from '#components/forms/leave-guard.tsx';
import { PhotoWatch } from '#components/photos/photo-watch.tsx';
import { UploadWatch } from '#components/upload/upload-watch.tsx';
import { speakFor } from '#lib/client/api.ts';
import { PersonIdContext } from '#lib/client/person-context.ts';
import { createQueryClient } from '#lib/client/query-client.ts';
import { joinUploads } from '#lib/client/upload/browser-engine.ts';
import { UploadPolicyContext } from '#lib/client/upload/policy-context.ts';
import type { UploadPolicy } from '#lib/shared/upload-policy.ts';

type StudioProvidersProps = {
  policy: UploadPolicy;
  /** Who is signed in. */
  person: { id: string; email: string };
  children: ReactNode;
};

export function StudioProviders({ policy, person, children }: StudioProvidersProps) {
  const [queryClient] = useState(createQueryClient);
  // Before any page below asks for anything, or looks at its uploads.
  useState(() => {
    speakFor(person);
    joinUploads(person.id);
  });
  return (
    <QueryClientProvider client={queryClient}>
      <UploadPolicyContext value={policy}>
        <PersonIdContext value={person.id}>
          <SignInAgainProvider email={person.email}>
            <LeaveGuardProvider>{children}</LeaveGuardProvider>
          </SignInAgainProvider>
        </PersonIdContext>
        <UploadWatch />
        <PhotoWatch />
      </UploadPolicyContext>
    </QueryClientProvider>
  );
}
