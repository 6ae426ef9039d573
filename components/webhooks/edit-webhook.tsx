'use client';
// The window in which a webhook is changed.
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Dialog } from '#components/ui/dialog.tsx';
import { useChangeWebhook } from '#lib/client/webhooks.ts';
import type { Webhook } from '#lib/shared/schemas/webhook.ts';
import { WebhookForm } from './webhook-form.tsx';

export function EditWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useTranslations('webhooks');
  const { id, name, url, events } = webhook;
  const { mutate, isPending, error } = useChangeWebhook(id);
  const onSuccess = (saved: Webhook) => {
    toast.success(t('saved', { name: saved.name }));
    onClose();
  };
  return (
    <Dialog title={t('editOne', { name })} closeLabel={t('close')} width="narrow" onClose={onClose}>
      <WebhookForm
        initial={{ name, url, events }}
        saveLabel={t('save')}
        isBusy={isPending}
        error={error}
        onSave={(fields) => mutate(fields, { onSuccess })}
        onCancel={onClose}
      />
    </Dialog>
  );
}
