// What stands there while a product is looked up.
import { useTranslations } from 'next-intl';
import { PageHeader } from '#components/layout/page-header.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { pages } from '#lib/shared/paths.ts';

export default function LoadingProduct() {
  const t = useTranslations('product');
  const app = useTranslations('app');
  return (
    <>
      <PageHeader title={t('editTitle')} back={{ href: pages.products(), label: t('back') }} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <p role="status" className="sr-only">
          {app('loading')}
        </p>
        <div className="grid gap-6">
          <Skeleton className="h-56" />
          <Skeleton className="h-96" />
        </div>
        <Skeleton className="h-11" />
      </div>
    </>
  );
}
