// The studio: for people who are signed in.
import type { ReactNode } from 'react';
import { AppHeader } from '#components/layout/app-header.tsx';
import { contentId } from '#components/layout/skip-link.tsx';
import { StudioProviders } from '#components/layout/studio-providers.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { pagePreferences } from '#lib/http/page-preferences.ts';
import { uploadPolicy } from '#lib/uploads/policy.ts';

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const { id, name, email, role } = await requireActor();
  return (
    <StudioProviders policy={uploadPolicy()} person={{ id, email }}>
      <AppHeader person={{ name, email, role }} preferences={await pagePreferences()} />
      <main
        id={contentId}
        tabIndex={-1}
        className="mx-auto max-w-6xl px-4 py-8 outline-none sm:px-6 sm:py-10"
      >
        {children}
      </main>
    </StudioProviders>
  );
}
