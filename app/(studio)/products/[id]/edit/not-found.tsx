// A product that is not there, or not for this person.
import { FileQuestion } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { pages } from '#lib/shared/paths.ts';

export default function NoSuchProduct() {
  const t = useTranslations('product');
  return (
    <EmptyState
      icon={FileQuestion}
      heading="h1"
      title={t('notFoundTitle')}
      text={t('notFoundText')}
    >
      <Button asChild>
        <Link href={pages.products()}>{t('back')}</Link>
      </Button>
    </EmptyState>
  );
}
