// Every attempt at a message: when, what was answered, how long it took.
import { useLocale, useTranslations } from 'next-intl';
import { formatSince, formatTook } from '#lib/client/format.ts';
import type { WebhookAttempt } from '#lib/shared/schemas/webhook.ts';

export function AttemptList({ attempts }: { attempts: WebhookAttempt[] }) {
  const t = useTranslations('webhooks.log');
  if (attempts.length === 0) return null;
  return (
    <ol aria-label={t('attempts')} className="grid grid-cols-1 gap-2">
      {attempts.map((attempt) => (
        <Attempt key={attempt.startedAt} attempt={attempt} />
      ))}
    </ol>
  );
}

function Attempt({ attempt }: { attempt: WebhookAttempt }) {
  const t = useTranslations('webhooks.log');
  const locale = useLocale();
  const { startedAt, durationMs, statusCode, failure, answer } = attempt;
  const outcome = statusCode !== null ? t('answered', { status: String(statusCode) }) : null;
  const reason = failure && failure !== 'status' ? t(`attemptFailures.${failure}`) : null;
  const facts = [
    formatSince(new Date(startedAt), new Date(), locale),
    outcome ?? reason ?? t('cutShort'),
    durationMs === null ? null : formatTook(durationMs, locale),
  ].filter((fact) => fact !== null);
  return (
    <li className="grid grid-cols-1 gap-1.5 border-line-strong border-l-2 pl-3">
      <p className="text-sm tabular-nums">{facts.join(' · ')}</p>
      {answer && (
        <p className="line-clamp-4 font-mono text-ink-muted text-xs wrap-anywhere">{answer}</p>
      )}
    </li>
  );
}
