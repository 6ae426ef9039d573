'use client';
// The stage of the film page: the film, or how far it is from being shown.
import { Film as FilmIcon, TriangleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { EarlyVersion } from '#components/media/plays-early.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { PlayerCaption } from './caption-choice.ts';
import { FilmPlayer } from './film-player.tsx';
import { Preparing, StillPreparing } from './preparing.tsx';
import { Stage } from './stage.tsx';
import { usePreparation } from './use-preparation.ts';

/** `urls.original` is there only when `early` says that it plays. */
export type WatchedVideo = Pick<
  Media,
  'id' | 'status' | 'progress' | 'urls' | 'width' | 'height' | 'duration' | 'thumbnailUrl'
> & { early: EarlyVersion | null };
type WatchFilmProps = {
  title: string;
  video: WatchedVideo | null;
  captions: readonly PlayerCaption[];
  poster: string | null;
};

export function WatchFilm({ video, ...rest }: WatchFilmProps) {
  const t = useTranslations('watch');
  if (!video) return <Stage icon={FilmIcon} title={t('noVideo')} />;
  return <WatchVideo key={video.id} video={video} {...rest} />;
}

type WatchVideoProps = WatchFilmProps & { video: WatchedVideo };

function WatchVideo({ title, video, captions, poster }: WatchVideoProps) {
  const t = useTranslations('watch');
  const router = useRouter();
  const { hls, mp4, original, storyboard, poster: still } = video.urls;
  // While it is processed again, the versions of the last time stay.
  const isMade = Boolean(hls || mp4) && !video.early;
  const preparation = usePreparation(video, { isAwaited: !isMade });
  const [isRefused, setRefused] = useState(false);
  const early = video.early === 'original' && isRefused ? null : video.early;
  // A browser that does not play the original never will; a stream that grows breaks off when better
  // ones have taken its place, and the page of now has their addresses.
  const onEarlyFailed = useCallback(() => {
    if (early === 'original') setRefused(true);
    else router.refresh();
  }, [early, router]);
  if (isMade || early) {
    const { width, height, duration } = video;
    return (
      <div className="grid gap-3">
        <FilmPlayer
          title={title}
          sources={{
            ...{ hls, file: mp4 ?? (early === 'original' ? original : undefined) },
            growsTo: early === 'rung' ? (duration ?? undefined) : undefined,
          }}
          poster={poster ?? still ?? video.thumbnailUrl ?? undefined}
          storyboard={storyboard}
          captions={captions}
          aspectRatio={width && height ? width / height : 16 / 9}
          onFailed={early ? onEarlyFailed : undefined}
        />
        {early && <StillPreparing early={early} {...preparation} />}
      </div>
    );
  }
  if (video.status === 'failed') {
    return <Stage icon={TriangleAlert} title={t('failedTitle')} text={t('failedText')} />;
  }
  return <Preparing {...preparation} />;
}
