'use client';
// The stage of the film page: the film, or how far it is from being shown.
import { Clapperboard, Film as FilmIcon, TriangleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { useStageName } from '#components/media/use-stage-name.ts';
import { Progress } from '#components/ui/progress.tsx';
import { formatPercent } from '#lib/client/format.ts';
import { watchMedia } from '#lib/client/media-events.ts';
import type { Media, MediaEvent } from '#lib/shared/schemas/media.ts';
import { FilmPlayer } from './film-player.tsx';

export type WatchedVideo = Pick<
  Media,
  'id' | 'status' | 'progress' | 'urls' | 'width' | 'height' | 'thumbnailUrl'
>;
type WatchFilmProps = { title: string; video: WatchedVideo | null; poster: string | null };

/** For a visitor who may not follow the processing: the page is asked again this often. */
const refreshMs = 10_000;

export function WatchFilm({ title, video, poster }: WatchFilmProps) {
  const t = useTranslations('watch');
  const { hls, mp4, storyboard, poster: still } = video?.urls ?? {};
  if (!video) return <Stage icon={FilmIcon} title={t('noVideo')} />;
  // While it is processed again, the versions of the last time stay.
  if (hls || mp4) {
    const { width, height } = video;
    return (
      <FilmPlayer
        title={title}
        sources={{ hls, mp4 }}
        poster={poster ?? still ?? video.thumbnailUrl ?? undefined}
        storyboard={storyboard}
        aspectRatio={width && height ? width / height : 16 / 9}
      />
    );
  }
  if (video.status === 'failed') {
    return <Stage icon={TriangleAlert} title={t('failedTitle')} text={t('failedText')} />;
  }
  return <Preparing video={video} />;
}

function Preparing({ video }: { video: WatchedVideo }) {
  const t = useTranslations('watch');
  const media = useTranslations('media');
  const locale = useLocale();
  const stageName = useStageName();
  const { progress, stage } = usePreparation(video);
  return (
    <Stage icon={Clapperboard} title={t('processingTitle')} text={t('processingText')}>
      <div className="grid w-64 max-w-full gap-2 text-sm">
        <Progress
          sweeps
          label={media('processingProgress')}
          share={progress > 0 ? progress : null}
        />
        <p>
          {stageName(stage)}
          {progress > 0 && ` · ${formatPercent(progress, locale)}`}
        </p>
      </div>
    </Stage>
  );
}

/** Follows the processing and has the server draw the page again once it has come to an end. */
function usePreparation({ id, progress }: WatchedVideo): Pick<MediaEvent, 'progress' | 'stage'> {
  const router = useRouter();
  const [last, setLast] = useState<Pick<MediaEvent, 'progress' | 'stage'>>({
    progress,
    stage: null,
  });
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const stop = watchMedia(id, {
      onEvent: (event) => {
        setLast(event);
        if (event.status === 'ready' || event.status === 'failed') router.refresh();
      },
      onGone: () => {
        timer = setInterval(() => router.refresh(), refreshMs);
      },
    });
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [id, router]);
  return last;
}

type StageProps = { icon: typeof FilmIcon; title: string; text?: string; children?: ReactNode };

function Stage({ icon: Icon, title, text, children }: StageProps) {
  return (
    <div className="grid aspect-video min-h-72 w-full place-content-center justify-items-center gap-3 bg-stage px-6 text-center text-on-stage sm:rounded-xl">
      <Icon aria-hidden className="size-9 opacity-80" />
      <h2 className="font-semibold text-xl">{title}</h2>
      {text && <p className="max-w-md opacity-80">{text}</p>}
      {children}
    </div>
  );
}
