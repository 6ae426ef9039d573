// All films one may see.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FilmList } from '#components/films/film-list.tsx';
import { requireActor } from '#lib/auth/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('films');
  return { title: t('title') };
}

export default async function FilmsPage() {
  await requireActor();
  return <FilmList />;
}
