'use client';
// The uploads of one place together: how far, how long still, how many failed; and what helps.
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { useSummaryOf } from '#components/upload/use-queue-summary.ts';
import { useTimeLeft } from '#components/upload/use-time-left.ts';
import { formatPercent, formatSpeed } from '#lib/client/format.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { canPause, canRetry, type Upload } from '#lib/client/upload/upload.ts';

type UploadsSummaryProps = {
  label: string;
  uploads: readonly Upload[];
  /** With the buttons for all of them. */
  hasActions?: boolean;
};

/** Nothing when nothing is on its way and nothing went wrong. */
export function UploadsSummary({ label, uploads, hasActions = false }: UploadsSummaryProps) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const timeLeft = useTimeLeft();
  const summary = useSummaryOf(uploads);
  const { runningCount, share, bytesPerSecond, secondsLeft, waitingCount, failedCount } = summary;
  if (runningCount + waitingCount + failedCount === 0) return null;

  const figures = [t('summary', { count: runningCount }), formatPercent(share, locale)];
  if (bytesPerSecond !== null) figures.push(formatSpeed(bytesPerSecond, locale));
  if (secondsLeft !== null) figures.push(timeLeft(secondsLeft));
  return (
    <div className="grid gap-1.5">
      {runningCount > 0 && <Progress label={`${t('progressOfAll')}: ${label}`} share={share} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        {runningCount > 0 && <p className="text-ink-muted tabular-nums">{figures.join(' · ')}</p>}
        {waitingCount > 0 && (
          <p className="font-medium text-notice">{t('centreWaiting', { count: waitingCount })}</p>
        )}
        {failedCount > 0 && (
          <p className="font-medium text-danger">{t('centreFailed', { count: failedCount })}</p>
        )}
        {hasActions && <ActsOnAll uploads={uploads} />}
      </div>
    </div>
  );
}

function ActsOnAll({ uploads }: { uploads: readonly Upload[] }) {
  const t = useTranslations('upload');
  const files = useTranslations('fileManager');
  const acts = [
    // The queued ones first: pausing a running one would start them.
    { word: t('pauseAll'), on: queuedFirst(uploads.filter(canPause)), act: uploadQueue.pause },
    {
      word: t('resumeAll'),
      on: uploads.filter(({ state }) => state.name === 'paused'),
      act: uploadQueue.resume,
    },
    { word: files('retryAll'), on: uploads.filter(canRetry), act: uploadQueue.retry },
    {
      word: t('useAllExisting'),
      on: uploads.filter(({ state }) => state.name === 'duplicate'),
      act: uploadQueue.takeExisting,
    },
  ];
  return (
    <div className="-my-1 ml-auto flex flex-wrap">
      {acts
        .filter(({ on }) => on.length > 0)
        .map(({ word, on, act }) => (
          <Button
            key={word}
            look="quiet"
            size="small"
            onClick={() => {
              for (const { id } of on) act(id);
            }}
          >
            {word}
          </Button>
        ))}
    </div>
  );
}

function queuedFirst(uploads: readonly Upload[]): Upload[] {
  const isQueued = ({ state }: Upload) => state.name === 'queued';
  return [...uploads].sort((one, other) => Number(isQueued(other)) - Number(isQueued(one)));
}
