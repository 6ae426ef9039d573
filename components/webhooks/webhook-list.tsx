'use client';
// The webhooks there are, or why none can be seen.
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, Webhook as WebhookIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LoadingRecords } from '#components/records/loading-records.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { webhooksQuery } from '#lib/client/webhooks.ts';
import { WebhookCard } from './webhook-card.tsx';

export function WebhookList() {
  const t = useTranslations('webhooks');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const { data, isPending, error, refetch } = useQuery(webhooksQuery());
  if (isPending) return <LoadingRecords layout="rows" />;
  if (!data) {
    return (
      <EmptyState icon={CircleAlert} title={t('failedTitle')} text={errorSentence(error)}>
        <Button look="secondary" onClick={() => refetch()}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  if (data.results.length === 0) {
    return <EmptyState icon={WebhookIcon} title={t('emptyTitle')} text={t('emptyText')} />;
  }
  return (
    <ul aria-label={t('title')} className="grid grid-cols-1 gap-4">
      {data.results.map((webhook) => (
        <WebhookCard key={webhook.id} webhook={webhook} />
      ))}
    </ul>
  );
}
