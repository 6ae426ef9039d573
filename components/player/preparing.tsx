'use client';
// How far a film is: in its place while it cannot be watched, under it while an early version plays.
import { Clapperboard } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { EarlyVersion } from '#components/media/plays-early.ts';
import { useEarlyWords } from '#components/media/use-early-words.ts';
import { useStageName } from '#components/media/use-stage-name.ts';
import { Progress } from '#components/ui/progress.tsx';
import { useTimeLeft } from '#components/upload/use-time-left.ts';
import { formatPercent } from '#lib/client/format.ts';
import { Stage } from './stage.tsx';
import type { Preparation } from './use-preparation.ts';

export function Preparing(preparation: Preparation) {
  const t = useTranslations('watch');
  const stageName = useStageName();
  const { progress, stage } = preparation;
  return (
    <Stage icon={Clapperboard} title={t('processingTitle')} text={t('processingText')}>
      <div className="grid w-64 max-w-full gap-2 text-sm">
        <PreparationBar progress={progress} />
        <p>
          {stageName(stage)}
          {progress > 0 && ' · '}
          <Figures {...preparation} />
        </p>
      </div>
    </Stage>
  );
}

export function StillPreparing({ early, ...preparation }: Preparation & { early: EarlyVersion }) {
  const earlyWords = useEarlyWords();
  return (
    <div className="grid gap-2 px-4 text-ink-muted text-sm sm:px-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        {earlyWords(early)}
        <Figures {...preparation} />
      </p>
      <PreparationBar progress={preparation.progress} />
    </div>
  );
}

function Figures({ progress, secondsLeft }: Preparation) {
  const locale = useLocale();
  const timeLeft = useTimeLeft();
  if (progress === 0) return null;
  const figures = [formatPercent(progress, locale)];
  if (secondsLeft !== null) figures.push(timeLeft(secondsLeft));
  return <span className="tabular-nums">{figures.join(' · ')}</span>;
}

function PreparationBar({ progress }: Pick<Preparation, 'progress'>) {
  const t = useTranslations('media');
  return <Progress sweeps label={t('processingProgress')} share={progress > 0 ? progress : null} />;
}
