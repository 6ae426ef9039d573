'use client';
// How one upload goes: its state in a word, the bar, the figures, what holds it up.
import { useLocale, useTranslations } from 'next-intl';
import { useStageName } from '#components/media/use-stage-name.ts';
import { Progress } from '#components/ui/progress.tsx';
import { formatBytes, formatPercent, formatSpeed } from '#lib/client/format.ts';
import { sentBytes, type Upload } from '#lib/client/upload/upload.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useTimeLeft } from './use-time-left.ts';

export function UploadProgress({ upload }: { upload: Upload }) {
  const t = useTranslations('upload');
  const share = shareOf(upload);
  return (
    <div className="grid gap-1.5 text-sm" data-upload-state={upload.state.name}>
      <div className="flex items-baseline justify-between gap-3">
        <StateWord upload={upload} />
        {typeof share === 'number' && <Percent share={share} />}
      </div>
      {share !== undefined && (
        <Progress label={t('progressOf', { name: upload.fileName })} share={share} />
      )}
      <HoldUp upload={upload} />
      <Figures upload={upload} />
      <Reason upload={upload} />
    </div>
  );
}

function StateWord({ upload: { state } }: { upload: Upload }) {
  const t = useTranslations('upload');
  const stageName = useStageName();
  return (
    <span className={state.name === 'failed' ? 'font-medium text-danger' : 'font-medium'}>
      {t(`states.${state.name}`)}
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

/** What it waits for by itself; what it asks of a person is said by `UploadQuestion`. */
function HoldUp({ upload: { state } }: { upload: Upload }) {
  const t = useTranslations('upload');
  const waitingFor = 'waitingFor' in state ? state.waitingFor : null;
  if (waitingFor !== 'connection' && waitingFor !== 'retry') return null;
  const sentence = waitingFor === 'connection' ? 'waitingForConnection' : 'waitingForRetry';
  return <p className="text-notice text-xs">{t(sentence)}</p>;
}

function Figures({ upload }: { upload: Upload }) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const timeLeft = useTimeLeft();
  const { state, byteSize } = upload;
  if (state.name === 'processing' && typeof state.secondsLeft === 'number') {
    return <p className="text-ink-muted text-xs tabular-nums">{timeLeft(state.secondsLeft)}</p>;
  }
  if (state.name !== 'uploading' && state.name !== 'paused') return null;
  const sent = formatBytes(sentBytes(upload), locale);
  const figures = [t('amount', { sent, total: formatBytes(byteSize, locale) })];
  if (state.name === 'uploading' && !state.waitingFor) {
    if (state.bytesPerSecond !== null) figures.push(formatSpeed(state.bytesPerSecond, locale));
    if (state.secondsLeft !== null) figures.push(timeLeft(state.secondsLeft));
  }
  return <p className="text-ink-muted text-xs tabular-nums">{figures.join(' · ')}</p>;
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

/** Null while nobody can tell, undefined when there is nothing to show. */
function shareOf(upload: Upload): number | null | undefined {
  const { state, byteSize } = upload;
  switch (state.name) {
    case 'uploading':
    case 'paused':
      // All bytes sent is not yet stored and checked.
      return Math.min(sentBytes(upload) / byteSize, 0.99);
    case 'hashing':
      return state.share;
    case 'processing':
      return state.progress > 0 ? state.progress : null;
    case 'signing':
    case 'verifying':
      return null;
    default:
      return undefined;
  }
}
