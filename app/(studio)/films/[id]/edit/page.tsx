// The form of a film that exists.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EditFilm } from '#components/films/edit-film.tsx';
import { requireActor } from '#lib/auth/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('film');
  return { title: t('editTitle') };
}

export default async function EditFilmPage({ params }: { params: Promise<{ id: string }> }) {
  await requireActor();
  const { id } = await params;
  return <EditFilm key={id} id={id} />;
}
