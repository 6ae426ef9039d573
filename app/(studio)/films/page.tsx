// All films one may see.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { FilmList } from '#components/films/film-list.tsx';
import { LoadingList } from '#components/records/loading-records.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { listFilms } from '#lib/catalog/films.ts';
import { ports } from '#lib/ports/ports.ts';
import { filmListQuerySchema } from '#lib/shared/schemas/film.ts';
import { type Asked, FirstPage } from '../first-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('film.title') };
}

export default async function FilmsPage({ searchParams }: { searchParams: Asked }) {
  const actor = await requireActor();
  return (
    <Suspense fallback={<LoadingList noun="film" layout="rows" />}>
      <FirstPage
        noun="film"
        asked={searchParams}
        read={(query) => listFilms(filmListQuerySchema.parse(query), { actor, ports: ports() })}
      >
        <FilmList />
      </FirstPage>
    </Suspense>
  );
}
