// All photos one may see.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { PhotoList } from '#components/photos/photo-list.tsx';
import { LoadingList } from '#components/records/loading-records.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { listPhotos } from '#lib/catalog/photos.ts';
import { ports } from '#lib/ports/ports.ts';
import { photoListQuerySchema } from '#lib/shared/schemas/photo.ts';
import { type Asked, FirstPage } from '../first-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('photo.title') };
}

export default async function PhotosPage({ searchParams }: { searchParams: Asked }) {
  const actor = await requireActor();
  return (
    <Suspense fallback={<LoadingList noun="photo" layout="grid" />}>
      <FirstPage
        noun="photo"
        asked={searchParams}
        read={(query) => listPhotos(photoListQuerySchema.parse(query), { actor, ports: ports() })}
      >
        <PhotoList />
      </FirstPage>
    </Suspense>
  );
}
