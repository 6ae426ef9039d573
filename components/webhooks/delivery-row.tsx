'use client';
// One message of the log: what it told of, how that went, and sending it again.
import { ChevronDown } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { formatSince } from '#lib/client/format.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useResendDelivery } from '#lib/client/webhooks.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Webhook, WebhookDelivery } from '#lib/shared/schemas/webhook.ts';
import { AttemptList } from './attempt-list.tsx';
import { subjectOf } from './subject-of.ts';

const tones: Record<WebhookDelivery['status'], Tone> = {
  pending: 'notice',
  delivered: 'success',
  failed: 'danger',
};

type DeliveryRowProps = { webhook: Webhook; delivery: WebhookDelivery };

export function DeliveryRow({ webhook, delivery }: DeliveryRowProps) {
  const t = useTranslations('webhooks.log');
  const locale = useLocale();
  const { type, status, createdAt, body } = delivery;
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-1.5 px-5 py-3 hover:bg-sunken sm:px-6 [&::-webkit-details-marker]:hidden">
          <ChevronDown
            aria-hidden
            className="size-4 shrink-0 text-ink-muted transition-transform group-open:rotate-180"
          />
          <span className="font-mono text-sm">{type}</span>
          <span className="min-w-0 flex-1 basis-40 truncate text-ink-muted text-sm">
            {subjectOf(body)}
          </span>
          <span className="text-ink-muted text-sm tabular-nums">
            {formatSince(new Date(createdAt), new Date(), locale)}
          </span>
          <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>
        </summary>
        <div className="grid grid-cols-1 gap-4 px-5 pt-1 pb-5 sm:px-6">
          <Standing delivery={delivery} />
          <AttemptList attempts={delivery.attempts} />
          <Sent body={body} />
          <Resend webhook={webhook} delivery={delivery} />
        </div>
      </details>
    </li>
  );
}

/** Why it ended, or when it goes on. */
function Standing({ delivery: { status, failure, nextAttemptAt } }: { delivery: WebhookDelivery }) {
  const t = useTranslations('webhooks.log');
  const locale = useLocale();
  if (failure) return <p className="text-sm">{t(`failures.${failure}`)}</p>;
  if (status !== 'pending') return null;
  const next = nextAttemptAt ? new Date(nextAttemptAt) : new Date();
  if (next <= new Date()) return <p className="text-sm">{t('onItsWay')}</p>;
  return <p className="text-sm">{t('next', { time: formatSince(next, new Date(), locale) })}</p>;
}

function Sent({ body }: { body: string }) {
  const t = useTranslations('webhooks');
  return (
    <CopyField
      label={t('log.body')}
      value={JSON.stringify(JSON.parse(body), null, 2)}
      copyLabel={t('log.copyBody')}
      copiedText={t('copied')}
      rows={8}
    />
  );
}

function Resend({ webhook, delivery: { id, type } }: DeliveryRowProps) {
  const t = useTranslations('webhooks.log');
  const errorSentence = useErrorSentence();
  const { mutate, isPending } = useResendDelivery(webhook.id);
  const onError = (error: unknown) => {
    const isOff = error instanceof AppError && error.code === 'conflict';
    toast.error(isOff ? t('isOff') : errorSentence(error));
  };
  return (
    <div>
      <Button
        {...{ look: 'secondary', size: 'small', isBusy: isPending, isWaiting: isPending }}
        aria-label={t('resendOne', { type })}
        onClick={() => mutate(id, { onError })}
      >
        {t('resend')}
      </Button>
    </div>
  );
}
