'use client';
// What was sent to a webhook: newest first, a page at a time, kept up to date while something is on its way.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useWebhookLog } from '#lib/client/webhooks.ts';
import type { Webhook } from '#lib/shared/schemas/webhook.ts';
import { DeliveryRow } from './delivery-row.tsx';

export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks.log');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const log = useWebhookLog(webhook.id);
  if (log.isPending) return <LoadingLog />;
  if (!log.data) {
    return (
      <div className="grid justify-items-start gap-3 p-5">
        <Notice tone="danger">{errorSentence(log.error)}</Notice>
        <Button look="secondary" size="small" onClick={() => log.refetch()}>
          {app('retry')}
        </Button>
      </div>
    );
  }
  if (log.deliveries.length === 0) {
    return <p className="p-5 text-ink-muted text-sm sm:px-6">{t('empty')}</p>;
  }
  return (
    <>
      <ul aria-label={t('title')} className="divide-y divide-line">
        {log.deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} webhook={webhook} delivery={delivery} />
        ))}
      </ul>
      {log.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button
            {...{ look: 'quiet', size: 'small', isBusy: log.isFetchingNextPage }}
            isWaiting={log.isFetchingNextPage}
            onClick={() => log.fetchNextPage()}
          >
            {t('older')}
          </Button>
        </div>
      )}
    </>
  );
}

const places = ['a', 'b', 'c'];

function LoadingLog() {
  const t = useTranslations('app');
  return (
    <div className="grid gap-3 p-5">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      {places.map((place) => (
        <Skeleton key={place} className="h-10" />
      ))}
    </div>
  );
}
