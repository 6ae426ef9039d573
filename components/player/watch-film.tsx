'use client';
// The stage of the film page: the film, or how far it is from being shown.
import { Film as FilmIcon, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { Media } from '#lib/shared/schemas/media.ts';
import { FilmPlayer } from './film-player.tsx';
import { Preparing, StillPreparing } from './preparing.tsx';
import { Stage } from './stage.tsx';
import { usePreparation } from './use-preparation.ts';

/** `urls.original` is there only for those who may read it, while browsers can play it and nothing else is. */
export type WatchedVideo = Pick<
  Media,
  'id' | 'status' | 'progress' | 'urls' | 'width' | 'height' | 'thumbnailUrl'
>;
type WatchFilmProps = { title: string; video: WatchedVideo | null; poster: string | null };

export function WatchFilm({ title, video, poster }: WatchFilmProps) {
  const t = useTranslations('watch');
  if (!video) return <Stage icon={FilmIcon} title={t('noVideo')} />;
  return <WatchVideo key={video.id} title={title} video={video} poster={poster} />;
}

function WatchVideo({ title, video, poster }: WatchFilmProps & { video: WatchedVideo }) {
  const t = useTranslations('watch');
  const { hls, mp4, original, storyboard, poster: still } = video.urls;
  // While it is processed again, the versions of the last time stay.
  const isMade = Boolean(hls || mp4);
  const preparation = usePreparation(video, { isAwaited: !isMade });
  const [isRefused, setRefused] = useState(false);
  const refuse = useCallback(() => setRefused(true), []);
  const early = isMade || isRefused ? undefined : original;
  if (isMade || early) {
    const { width, height } = video;
    return (
      <div className="grid gap-3">
        <FilmPlayer
          title={title}
          sources={{ hls, file: mp4 ?? early }}
          poster={poster ?? still ?? video.thumbnailUrl ?? undefined}
          storyboard={storyboard}
          aspectRatio={width && height ? width / height : 16 / 9}
          onFailed={early ? refuse : undefined}
        />
        {early && <StillPreparing {...preparation} />}
      </div>
    );
  }
  if (video.status === 'failed') {
    return <Stage icon={TriangleAlert} title={t('failedTitle')} text={t('failedText')} />;
  }
  return <Preparing {...preparation} />;
}
