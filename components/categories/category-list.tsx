'use client';
// The categories films and videos are filed under: all may add one, admins rename and delete them.
import { useQuery } from '@tanstack/react-query';
import { Tags } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LoadedList } from '#components/records/loaded-list.tsx';
import { categoriesQuery } from '#lib/client/categories.ts';
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
  const query = useQuery(categoriesQuery());
  return (
    <LoadedList
      query={query}
      failedTitle={t('failedTitle')}
      empty={{ icon: Tags, title: t('emptyTitle'), text: t('emptyText') }}
    >
      {(results) => (
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-card">
          {results.map((category) => (
            <CategoryRow key={category.id} category={category} isAdmin={isAdmin} />
          ))}
        </ul>
      )}
    </LoadedList>
  );
}
