'use client';
// The webhooks there are, or why none can be seen.
import { useQuery } from '@tanstack/react-query';
import { Webhook as WebhookIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LoadedList } from '#components/records/loaded-list.tsx';
import { webhooksQuery } from '#lib/client/webhooks.ts';
import { WebhookCard } from './webhook-card.tsx';

export function WebhookList() {
  const t = useTranslations('webhooks');
  const query = useQuery(webhooksQuery());
  return (
    <LoadedList
      query={query}
      failedTitle={t('failedTitle')}
      empty={{ icon: WebhookIcon, title: t('emptyTitle'), text: t('emptyText') }}
    >
      {(results) => (
        <ul aria-label={t('title')} className="grid grid-cols-1 gap-4">
          {results.map((webhook) => (
            <WebhookCard key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      )}
    </LoadedList>
  );
}
