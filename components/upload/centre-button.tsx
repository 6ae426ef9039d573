'use client';
// The button of the upload centre, with how many are on their way and how far they are.
import { ArrowUpFromLine } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Button } from '#components/ui/button.tsx';
import { formatPercent } from '#lib/client/format.ts';
import type { QueueSummary } from './queue-summary.ts';

/** The rest of the props come from the panel that this button opens. */
type CentreButtonProps = ComponentProps<'button'> & { summary: QueueSummary };

export function CentreButton({ summary, ...props }: CentreButtonProps) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const { runningCount: count, waitingCount, failedCount, needsSomebody } = summary;
  const isBusy = count > 0;
  const percent = formatPercent(summary.share, locale);
  const label = [
    isBusy ? t('centreBusy', { count, percent }) : t('centre'),
    waitingCount > 0 && t('centreWaiting', { count: waitingCount }),
    failedCount > 0 && t('centreFailed', { count: failedCount }),
    needsSomebody && waitingCount + failedCount === 0 && t('centreNeedsSomebody'),
  ];
  return (
    <Button
      {...props}
      look="quiet"
      size={isBusy ? 'small' : 'icon'}
      aria-label={label.filter(Boolean).join(', ')}
      className="tabular-nums"
    >
      <span className="relative">
        <ArrowUpFromLine aria-hidden className={isBusy ? 'size-4.5 text-accent' : 'size-4.5'} />
        {needsSomebody && (
          <span className="absolute -top-1 -right-1 size-2.5 rounded-full border-2 border-canvas bg-danger" />
        )}
      </span>
      {isBusy && (
        <span aria-hidden>
          {count} · {percent}
        </span>
      )}
    </Button>
  );
}
