// The categories everybody's films and videos are filed under.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CategoryList } from '#components/categories/category-list.tsx';
import { PageHeader } from '#components/layout/page-header.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { isAdmin } from '#lib/shared/actor.ts';
import { pages } from '#lib/shared/paths.ts';
import { WithCategories } from '../with-categories.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('categories');
  return { title: t('title') };
}

export default async function CategoriesPage() {
  const actor = await requireActor();
  const [t, records] = await Promise.all([
    getTranslations('categories'),
    getTranslations('records'),
  ]);
  return (
    <>
      <PageHeader title={t('title')} back={{ href: pages.films(), label: records('film.back') }} />
      <p className="-mt-4 mb-6 text-ink-muted">{t('intro')}</p>
      <WithCategories>
        <CategoryList isAdmin={isAdmin(actor)} />
      </WithCategories>
    </>
  );
}
