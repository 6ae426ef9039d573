'use client';
// The page of a person's webhooks: what they are for, a new one, those there are.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { NewWebhook } from './new-webhook.tsx';
import { WebhookList } from './webhook-list.tsx';

export function Webhooks() {
  const t = useTranslations('webhooks');
  const [isMaking, setMaking] = useState(false);
  return (
    <section aria-labelledby="webhooks-title" className="grid grid-cols-1 gap-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid max-w-2xl gap-1">
          <h2 id="webhooks-title" className="font-semibold text-xl">
            {t('title')}
          </h2>
          <p className="text-ink-muted">{t('intro')}</p>
        </div>
        <Button onClick={() => setMaking(true)}>{t('new')}</Button>
      </div>
      <WebhookList />
      {isMaking && <NewWebhook onClose={() => setMaking(false)} />}
    </section>
  );
}
