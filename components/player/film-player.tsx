'use client';
// Plays a film: our controls around a real video element.
import {
  MediaControlBar,
  MediaController,
  MediaFullscreenButton,
  MediaLoadingIndicator,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaTimeDisplay,
  MediaTimeRange,
  MediaVolumeRange,
} from 'media-chrome/react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';
import type { PlayerCaption } from './caption-choice.ts';
import { CaptionSelect } from './caption-select.tsx';
import { CaptionTracks } from './caption-tracks.tsx';
import type { StreamSources } from './film-stream.ts';
import { QualitySelect } from './quality-select.tsx';
import { useCaptions } from './use-captions.ts';
import { useStream } from './use-stream.ts';
import { VideoSurface } from './video-surface.tsx';

type FilmPlayerProps = {
  title: string;
  sources: StreamSources;
  poster?: string;
  storyboard?: string;
  captions: readonly PlayerCaption[];
  aspectRatio: number;
  /** Called when this browser cannot play the sources; without it, the player says so. */
  onFailed?: () => void;
};

/** Its elements change themselves as soon as they are drawn, so the server leaves their place free. */
export function FilmPlayer(props: FilmPlayerProps) {
  const isHydrated = useIsHydrated();
  if (isHydrated) return <Player {...props} />;
  return <div className={stageClasses} style={{ aspectRatio: props.aspectRatio }} />;
}

const stageClasses = 'player max-h-[82dvh] w-full overflow-hidden bg-stage sm:rounded-xl';

/** While nobody moves the mouse; React knows this attribute for elements of the player only. */
const staysVisible = { noautohide: '' };

function Player(props: FilmPlayerProps) {
  const { title, sources, poster, storyboard, aspectRatio, onFailed } = props;
  const t = useTranslations('watch');
  const stream = useStream(sources);
  const { hasCaughtUp, hasFailed, bringsCaptions } = stream;
  const captions = useCaptions(stream.video, props.captions);
  useEffect(() => {
    if (hasFailed) onFailed?.();
  }, [hasFailed, onFailed]);
  return (
    <div className="grid gap-3">
      <MediaController
        hotkeys="noc"
        className={stageClasses}
        style={{ aspectRatio }}
        // For browsers that play such a stream themselves, and call its length unknown.
        defaultDuration={sources.growsTo}
      >
        <VideoSurface
          stream={stream}
          slot="media"
          aria-label={t('player', { title })}
          poster={poster}
          preload="metadata"
          playsInline
        >
          {storyboard && <track kind="metadata" label="thumbnails" src={storyboard} default />}
          {!bringsCaptions && <CaptionTracks captions={props.captions} />}
        </VideoSurface>
        {hasCaughtUp ? (
          <p
            slot="centered-chrome"
            {...staysVisible}
            role="status"
            className="max-w-[90%] rounded-full bg-stage/80 px-4 py-2 text-center text-on-stage text-sm"
          >
            {t('caughtUp')}
          </p>
        ) : (
          <MediaLoadingIndicator slot="centered-chrome" noAutohide />
        )}
        <MediaControlBar className="player-bar">
          <MediaPlayButton />
          <MediaMuteButton />
          <MediaVolumeRange className="max-sm:hidden" />
          <MediaTimeDisplay showDuration />
          <MediaTimeRange className="min-w-0" />
          <div className="flex">
            <CaptionSelect {...captions} />
            <QualitySelect stream={stream} />
          </div>
          <MediaPipButton className="max-sm:hidden" />
          <MediaFullscreenButton />
        </MediaControlBar>
      </MediaController>
      {hasFailed && !onFailed && <Notice tone="danger">{t('playFailed')}</Notice>}
    </div>
  );
}
