'use client';
// How far a film is: in its place while it cannot be watched, under it while the original plays.
import { Clapperboard } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useStageName } from '#components/media/use-stage-name.ts';
import { Progress } from '#components/ui/progress.tsx';
import { formatPercent } from '#lib/client/format.ts';
import { Stage } from './stage.tsx';
import type { Preparation } from './use-preparation.ts';

export function Preparing({ progress, stage }: Preparation) {
  const t = useTranslations('watch');
  const locale = useLocale();
  const stageName = useStageName();
  return (
    <Stage icon={Clapperboard} title={t('processingTitle')} text={t('processingText')}>
      <div className="grid w-64 max-w-full gap-2 text-sm">
        <PreparationBar progress={progress} />
        <p>
          {stageName(stage)}
          {progress > 0 && ` · ${formatPercent(progress, locale)}`}
        </p>
      </div>
    </Stage>
  );
}

export function StillPreparing({ progress }: Preparation) {
  const t = useTranslations('media');
  const locale = useLocale();
  return (
    <div className="grid gap-2 px-4 text-ink-muted text-sm sm:px-0">
      <p className="flex items-baseline justify-between gap-4">
        {t('playsEarly')}
        {progress > 0 && <span className="tabular-nums">{formatPercent(progress, locale)}</span>}
      </p>
      <PreparationBar progress={progress} />
    </div>
  );
}

function PreparationBar({ progress }: Pick<Preparation, 'progress'>) {
  const t = useTranslations('media');
  return <Progress sweeps label={t('processingProgress')} share={progress > 0 ? progress : null} />;
}
