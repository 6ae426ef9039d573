'use client';
// How many files of a form are on their way, and how long they still take.
import { useTranslations } from 'next-intl';
import { emptyBatch, summaryOf } from '#components/upload/queue-summary.ts';
import { useTimeLeft } from '#components/upload/use-time-left.ts';
import { isUnderWay } from '#lib/client/upload/upload.ts';
import { useFormUploads } from '#lib/client/upload/use-form-uploads.ts';

export function TimeToWait({ place }: { place: string }) {
  const t = useTranslations('form');
  const timeLeft = useTimeLeft();
  const uploads = useFormUploads(place).filter(isUnderWay);
  const { secondsLeft } = summaryOf(uploads, emptyBatch);
  const figures = [t('later.files', { count: uploads.length })];
  if (secondsLeft !== null) figures.push(timeLeft(secondsLeft));
  return (
    <p className="-mt-2 text-center text-ink-muted text-xs tabular-nums">{figures.join(' · ')}</p>
  );
}
