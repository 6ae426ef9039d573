// All albums one may see.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { AlbumList } from '#components/albums/album-list.tsx';
import { LoadingList } from '#components/records/loading-records.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { listAlbums } from '#lib/catalog/albums.ts';
import { ports } from '#lib/ports/ports.ts';
import { recordListQuerySchema } from '#lib/shared/schemas/record.ts';
import { type Asked, FirstPage } from '../first-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('album.title') };
}

export default async function AlbumsPage({ searchParams }: { searchParams: Asked }) {
  const actor = await requireActor();
  return (
    <Suspense fallback={<LoadingList noun="album" layout="grid" />}>
      <FirstPage
        noun="album"
        asked={searchParams}
        read={(query) => listAlbums(recordListQuerySchema.parse(query), { actor, ports: ports() })}
      >
        <AlbumList />
      </FirstPage>
    </Suspense>
  );
}
