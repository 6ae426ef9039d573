// The form of a film that exists.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EditFilm } from '#components/films/edit-film.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { getFilm } from '#lib/catalog/films.ts';
import { ports } from '#lib/ports/ports.ts';
import { EditPage } from '../../../edit-page.tsx';
import { WithCategories } from '../../../with-categories.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('film');
  return { title: t('editTitle') };
}

export default async function EditFilmPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  return (
    <EditPage noun="film" id={id} read={() => getFilm(id, { actor, ports: ports() })}>
      <WithCategories>
        <EditFilm key={id} id={id} />
      </WithCategories>
    </EditPage>
  );
}
