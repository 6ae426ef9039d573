// The documentation of the API: for everybody, as the document itself is.
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { apiDocument } from '#app/api/openapi.json/document.ts';
import { ApiDocs } from '#components/docs/api-docs.tsx';
import { Logo } from '#components/layout/logo.tsx';
import { PreferencesMenu } from '#components/layout/preferences-menu.tsx';
import { contentId } from '#components/layout/skip-link.tsx';
import { pagePreferences } from '#lib/http/page-preferences.ts';
import { pages } from '#lib/shared/paths.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs');
  return { title: t('title') };
}

export default async function DocsPage() {
  const app = await getTranslations('app');
  return (
    <div className="mx-auto max-w-6xl px-4 sm:px-6">
      <header className="flex h-16 items-center justify-between">
        <Link
          href={pages.home()}
          className="flex items-center gap-2.5 rounded-md font-semibold text-lg tracking-tight"
        >
          <Logo />
          <span className="max-sm:sr-only">{app('name')}</span>
        </Link>
        <PreferencesMenu preferences={await pagePreferences()} />
      </header>
      <main id={contentId} tabIndex={-1} className="py-8 outline-none">
        <ApiDocs document={apiDocument()} />
      </main>
    </div>
  );
}
