// All videos one may see.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { LoadingList } from '#components/records/loading-records.tsx';
import { VideoList } from '#components/videos/video-list.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { listVideos } from '#lib/catalog/videos.ts';
import { ports } from '#lib/ports/ports.ts';
import { videoListQuerySchema } from '#lib/shared/schemas/video.ts';
import { type Asked, FirstPage } from '../first-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('video.title') };
}

export default async function VideosPage({ searchParams }: { searchParams: Asked }) {
  const actor = await requireActor();
  return (
    <Suspense fallback={<LoadingList noun="video" layout="rows" />}>
      <FirstPage
        noun="video"
        asked={searchParams}
        read={(query) => listVideos(videoListQuerySchema.parse(query), { actor, ports: ports() })}
      >
        <VideoList />
      </FirstPage>
    </Suspense>
  );
}
