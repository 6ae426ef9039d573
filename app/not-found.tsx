// What is shown where there is nothing.
import { Compass } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { contentId } from '#components/layout/skip-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { pages } from '#lib/shared/paths.ts';

export default async function NotFound() {
  const t = await getTranslations('notFound');
  return (
    <main id={contentId} tabIndex={-1} className="mx-auto max-w-2xl px-5 py-20 outline-none">
      <h1 className="sr-only">{t('title')}</h1>
      <EmptyState icon={Compass} title={t('title')} text={t('text')}>
        <Button asChild>
          <Link href={pages.home()}>{t('home')}</Link>
        </Button>
      </EmptyState>
    </main>
  );
}
