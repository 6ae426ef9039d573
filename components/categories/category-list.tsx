'use client';
// The categories films and videos are filed under: all may add one, admins rename and delete them.
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, Tags } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LoadingRecords } from '#components/records/loading-records.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { categoriesQuery } from '#lib/client/categories.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AddCategory } from './add-category.tsx';
import { CategoryRow } from './category-row.tsx';

export function CategoryList({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations('categories');
  return (
    <div className="grid max-w-2xl grid-cols-1 gap-6">
      <AddCategory />
      <section aria-label={t('title')}>
        <Categories isAdmin={isAdmin} />
      </section>
    </div>
  );
}

function Categories({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations('categories');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const { data, isPending, error, refetch } = useQuery(categoriesQuery());
  if (isPending) return <LoadingRecords layout="rows" />;
  if (!data) {
    return (
      <EmptyState icon={CircleAlert} title={t('failedTitle')} text={errorSentence(error)}>
        <Button look="secondary" onClick={() => refetch()}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  if (data.results.length === 0) {
    return <EmptyState icon={Tags} title={t('emptyTitle')} text={t('emptyText')} />;
  }
  return (
    <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-card">
      {data.results.map((category) => (
        <CategoryRow key={category.id} category={category} isAdmin={isAdmin} />
      ))}
    </ul>
  );
}
