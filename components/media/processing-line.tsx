'use client';
// How the processing of a media goes: its state, what is being done or can be watched already, how long still.
import { useTranslations } from 'next-intl';
import { Progress } from '#components/ui/progress.tsx';
import { useTimeLeft } from '#components/upload/use-time-left.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { MediaStatusBadge } from './media-status-badge.tsx';
import { playsEarly } from './plays-early.ts';
import { useEarlyWords } from './use-early-words.ts';
import { useStageName } from './use-stage-name.ts';

type ProcessingLineProps = { media: Media; stage: string | null; secondsLeft: number | null };

export function ProcessingLine({ media, stage, secondsLeft }: ProcessingLineProps) {
  const t = useTranslations('media');
  const timeLeft = useTimeLeft();
  const words = useProcessingWords(media, stage);
  const isProcessing = media.status === 'processing';
  return (
    <div className="grid gap-2" data-media-status={media.status}>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 text-ink-muted text-sm">
        <MediaStatusBadge media={media} />
        {isProcessing && secondsLeft !== null && (
          <span className="tabular-nums">{timeLeft(secondsLeft)}</span>
        )}
        {words && <p className="min-w-0 basis-64 grow">{words}</p>}
      </div>
      {isProcessing && (
        <Progress
          sweeps
          label={t('processingProgress')}
          share={media.progress > 0 ? media.progress : null}
        />
      )}
    </div>
  );
}

/** Null for a moment at most: between the answer that knows how far it is and the event that says with what. */
function useProcessingWords(media: Media, stage: string | null): string | null {
  const earlyWords = useEarlyWords();
  const stageName = useStageName();
  const early = playsEarly(media);
  if (early) return earlyWords(early);
  const isTold = media.status === 'processing' && (stage !== null || media.progress === 0);
  return isTold ? stageName(stage) : null;
}
