'use client';
// The window in which a webhook is made, and its secret shown: this once.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { useCreateWebhook } from '#lib/client/webhooks.ts';
import { type WebhookWithSecret, webhookEvents } from '#lib/shared/schemas/webhook.ts';
import { SecretView } from './secret-view.tsx';
import { WebhookForm } from './webhook-form.tsx';

const initial = { name: '', url: '', events: [...webhookEvents] };

export function NewWebhook({ onClose }: { onClose: () => void }) {
  const t = useTranslations('webhooks');
  const [made, setMade] = useState<WebhookWithSecret>();
  const { mutate, isPending, error } = useCreateWebhook();
  return (
    <Dialog
      title={made ? t('madeTitle', { name: made.name }) : t('new')}
      closeLabel={t('close')}
      width={made ? 'wide' : 'narrow'}
      onClose={onClose}
    >
      {made ? (
        <SecretView secret={made.secret} onDone={onClose} />
      ) : (
        <WebhookForm
          initial={initial}
          saveLabel={t('make')}
          isBusy={isPending}
          error={error}
          onSave={(fields) => mutate(fields, { onSuccess: setMade })}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}
