// What is shown where there is nothing.
import { Compass } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { pages } from '#lib/shared/paths.ts';

export function NothingHere() {
  const t = useTranslations('notFound');
  return (
    <EmptyState icon={Compass} heading="h1" title={t('title')} text={t('text')}>
      <Button asChild>
        <Link href={pages.home()}>{t('home')}</Link>
      </Button>
    </EmptyState>
  );
}
