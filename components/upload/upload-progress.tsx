'use client';
// How one upload goes: its state in a word, the bar, the figures, what holds it up.
import { useLocale, useTranslations } from 'next-intl';
import { Progress } from '#components/ui/progress.tsx';
import { formatBytes, formatPercent, formatSpeed } from '#lib/client/format.ts';
import { sentBytes, type Upload } from '#lib/client/upload/upload.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useStageName } from '../media/use-stage-name.ts';

export function UploadProgress({ upload }: { upload: Upload }) {
  const t = useTranslations('upload');
  const { name: stateName } = upload.state;
  const share = shareOf(upload);
  const isMoving = stateName !== 'failed' && stateName !== 'ready' && stateName !== 'cancelled';
  return (
    <div className="grid gap-1.5 text-sm" data-upload-state={stateName}>
      <div className="flex items-baseline justify-between gap-3">
        <StateWord upload={upload} />
        {share !== null && isMoving && <Percent share={share} />}
      </div>
      {isMoving && <Progress label={t('progressOf', { name: upload.file.name })} share={share} />}
      <Waiting upload={upload} />
      {stateName === 'uploading' && <Figures upload={upload} />}
      {stateName === 'failed' && <Reason upload={upload} />}
    </div>
  );
}

function StateWord({ upload: { state } }: { upload: Upload }) {
  const t = useTranslations('upload');
  const stageName = useStageName();
  const word = t(`states.${state.name}`);
  return (
    <span className={state.name === 'failed' ? 'font-medium text-danger' : 'font-medium'}>
      {word}
      {state.name === 'processing' && state.stage && (
        <span className="font-normal text-ink-muted"> · {stageName(state.stage)}</span>
      )}
    </span>
  );
}

function Percent({ share }: { share: number }) {
  const locale = useLocale();
  return <span className="tabular-nums">{formatPercent(share, locale)}</span>;
}

function Waiting({ upload: { state } }: { upload: Upload }) {
  const t = useTranslations('upload');
  if (!('waitingFor' in state) || !state.waitingFor) return null;
  const sentence = state.waitingFor === 'connection' ? 'waitingForConnection' : 'waitingForRetry';
  return <p className="text-notice text-xs">{t(sentence)}</p>;
}

function Figures({ upload }: { upload: Upload }) {
  const t = useTranslations('upload');
  const locale = useLocale();
  if (upload.state.name !== 'uploading') return null;
  const { bytesPerSecond, secondsLeft, waitingFor } = upload.state;
  if (waitingFor) return null;
  const sent = formatBytes(sentBytes(upload), locale);
  const figures = [
    t('amount', { sent, total: formatBytes(upload.file.size, locale) }),
    bytesPerSecond !== null && formatSpeed(bytesPerSecond, locale),
    secondsLeft !== null &&
      t('timeLeft', { minutes: Math.floor(secondsLeft / 60), seconds: secondsLeft % 60 }),
  ];
  return (
    <p className="text-ink-muted text-xs tabular-nums">{figures.filter(Boolean).join(' · ')}</p>
  );
}

function Reason({ upload: { state } }: { upload: Upload }) {
  const t = useTranslations('failures');
  const errorSentence = useErrorSentence();
  if (state.name !== 'failed') return null;
  const { failure } = state;
  return (
    <p className="text-danger">
      {failure.during === 'processing' ? t(failure.code) : errorSentence(failure.error)}
    </p>
  );
}

function shareOf(upload: Upload): number | null {
  const { state, file } = upload;
  if (state.name === 'uploading') return sentBytes(upload) / file.size;
  if (state.name === 'processing') return state.progress;
  return null;
}
