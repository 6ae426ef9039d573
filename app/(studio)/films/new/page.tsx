// The form of a new film.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FilmForm } from '#components/films/film-form.tsx';
import { PageHeader } from '#components/layout/page-header.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { pages } from '#lib/shared/paths.ts';
import { WithCategories } from '../../with-categories.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('film');
  return { title: t('newTitle') };
}

export default async function NewFilmPage() {
  await requireActor();
  const t = await getTranslations('film');
  return (
    <>
      <PageHeader title={t('newTitle')} back={{ href: pages.films(), label: t('back') }} />
      <WithCategories>
        <FilmForm />
      </WithCategories>
    </>
  );
}
