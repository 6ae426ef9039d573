'use client';
// All uploads in one line, and what can be done to all of them.
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { formatPercent, formatSpeed } from '#lib/client/format.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import type { QueueSummary } from './queue-summary.ts';
import { useTimeLeft } from './use-time-left.ts';

/** Nothing when nothing is on its way. */
export function CentreSummary({ summary }: { summary: QueueSummary }) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const timeLeft = useTimeLeft();
  const { runningCount: count, share, bytesPerSecond, secondsLeft } = summary;
  if (count === 0) return null;
  const figures = [t('summary', { count }), formatPercent(share, locale)];
  if (bytesPerSecond !== null) figures.push(formatSpeed(bytesPerSecond, locale));
  if (secondsLeft !== null) figures.push(timeLeft(secondsLeft));
  return (
    <div className="grid gap-2 border-line border-b px-4 py-3">
      <Progress label={t('progressOfAll')} share={share} />
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="text-ink-muted text-xs tabular-nums">{figures.join(' · ')}</p>
        <div className="-mr-3 ml-auto flex">
          {summary.canPauseAny && (
            <Button look="quiet" size="small" onClick={() => uploadQueue.pauseAll()}>
              {t('pauseAll')}
            </Button>
          )}
          {summary.canResumeAny && (
            <Button look="quiet" size="small" onClick={() => uploadQueue.resumeAll()}>
              {t('resumeAll')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
