'use client';
// The poster of a video: which frame it is, and a button to make it the one that is to be seen.
import { Film, ImageDown, Undo2 } from 'lucide-react';
import Image from 'next/image';
import { useLocale, useTranslations } from 'next-intl';
import { useId, useRef } from 'react';
import type { ShownFrame } from '#components/player/use-shown-frame.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatMoment } from '#lib/client/format.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { usePoster } from './use-poster.ts';

type PosterPanelProps = {
  media: Media;
  frame: ShownFrame;
  onSaved: (before: number, after: number) => void;
};

export function PosterPanel({ media, frame, onSaved }: PosterPanelProps) {
  const t = useTranslations('library.poster');
  const locale = useLocale();
  const titleId = useId();
  const reasonId = useId();
  // Those beside it go away when they are pressed.
  const use = useRef<HTMLButtonElement>(null);
  const poster = usePoster(media, onSaved);
  const { posterSeconds } = media;
  const reason = useReason(media, frame);
  const takeShown = () => {
    const atSeconds = frame.seconds();
    if (atSeconds === null) return;
    // The sound may outlast the picture by a little, and the clock of a player both.
    const within = Math.min(atSeconds, media.duration ?? atSeconds);
    poster.choose(Math.floor(within * 1000) / 1000);
  };
  return (
    <section aria-labelledby={titleId} className="grid gap-3">
      <h3 id={titleId} className="font-semibold">
        {t('title')}
      </h3>
      <div className="flex items-center gap-4">
        <Still src={media.urls.poster} />
        <p className="min-w-0 text-sm">
          {posterSeconds === null
            ? t('isAutomatic')
            : t('takenAt', { time: formatMoment(posterSeconds, locale) })}
          {poster.hasFormer && media.status === 'processing' && (
            <span className="block text-ink-muted">{t('making')}</span>
          )}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          ref={use}
          look="secondary"
          size="small"
          // Not while it is saved: a button that cannot be pressed loses the focus.
          disabled={reason !== null}
          aria-describedby={reason === null ? undefined : reasonId}
          onClick={takeShown}
        >
          <ImageDown aria-hidden className="size-4" />
          {t('use')}
        </Button>
        {posterSeconds !== null && (
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              use.current?.focus();
              poster.choose(null);
            }}
          >
            {t('automatic')}
          </Button>
        )}
        {poster.hasFormer && (
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              use.current?.focus();
              poster.undo();
            }}
          >
            <Undo2 aria-hidden className="size-4" />
            {t('undo')}
          </Button>
        )}
      </div>
      {reason !== null && (
        <p id={reasonId} className="text-ink-muted text-xs">
          {reason}
        </p>
      )}
      <Trouble error={poster.error} />
    </section>
  );
}

/** Why no frame can be chosen now; null when one can. */
function useReason({ urls }: Media, { isShown }: ShownFrame): string | null {
  const t = useTranslations('library.poster');
  // The times of an original in a player may not be those of the film.
  if (!urls.mp4) return t('notReady');
  return isShown ? null : t('notShown');
}

function Still({ src }: { src: string | undefined }) {
  const classes = 'aspect-video w-28 shrink-0 rounded-md bg-stage object-contain';
  if (!src) {
    return (
      <div className={`${classes} grid place-items-center text-on-stage`}>
        <Film aria-hidden className="size-6 opacity-60" strokeWidth={1.5} />
      </div>
    );
  }
  return <Image src={src} alt="" width={112} height={63} unoptimized className={classes} />;
}

function Trouble({ error }: { error: Error | null }) {
  const t = useTranslations('library.poster');
  const errorSentence = useErrorSentence();
  if (!error) return null;
  const isConflict = error instanceof AppError && error.code === 'conflict';
  return <Notice tone="danger">{isConflict ? t('conflict') : errorSentence(error)}</Notice>;
}
