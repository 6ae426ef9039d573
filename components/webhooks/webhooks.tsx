'use client';
// The page of a person's webhooks: what they are for, a new one, those there are.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SettingsSection } from '#components/settings/settings-section.tsx';
import { NewWebhook } from './new-webhook.tsx';
import { WebhookList } from './webhook-list.tsx';

export function Webhooks() {
  const t = useTranslations('webhooks');
  const [isMaking, setMaking] = useState(false);
  return (
    <SettingsSection
      id="webhooks-title"
      title={t('title')}
      intro={t('intro')}
      newLabel={t('new')}
      onNew={() => setMaking(true)}
    >
      <WebhookList />
      {isMaking && <NewWebhook onClose={() => setMaking(false)} />}
    </SettingsSection>
  );
}
