'use client';
// What can be done with a webhook: send a test, pause, change, give it a new secret, delete.
import { KeyRound, Pause, Pencil, Play, Send, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useChangeWebhook, useDeleteWebhook, useTestWebhook } from '#lib/client/webhooks.ts';
import type { Webhook } from '#lib/shared/schemas/webhook.ts';
import { EditWebhook } from './edit-webhook.tsx';
import { NewSecret } from './new-secret.tsx';

export function WebhookActs({ webhook, onSent }: { webhook: Webhook; onSent: () => void }) {
  const t = useTranslations('webhooks');
  const errorSentence = useErrorSentence();
  const [isEditing, setEditing] = useState(false);
  const change = useChangeWebhook(webhook.id);
  const test = useTestWebhook(webhook);
  const { name, status } = webhook;
  const isActive = status === 'active';
  const onError = (error: unknown) => toast.error(errorSentence(error));
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        {...{ look: 'secondary', size: 'small', isBusy: test.isPending }}
        isWaiting={test.isPending}
        aria-label={t('testOne', { name })}
        onClick={() => test.mutate(undefined, { onSuccess: onSent, onError })}
      >
        <Send aria-hidden className="size-4" />
        {t('test')}
      </Button>
      <Button
        {...{ look: 'secondary', size: 'small', isBusy: change.isPending }}
        isWaiting={change.isPending}
        aria-label={t(isActive ? 'pauseOne' : 'turnOnOne', { name })}
        onClick={() => change.mutate({ isActive: !isActive }, { onError })}
      >
        {isActive ? (
          <Pause aria-hidden className="size-4" />
        ) : (
          <Play aria-hidden className="size-4" />
        )}
        {t(isActive ? 'pause' : 'turnOn')}
      </Button>
      <Button
        {...{ look: 'secondary', size: 'small' }}
        aria-label={t('editOne', { name })}
        onClick={() => setEditing(true)}
      >
        <Pencil aria-hidden className="size-4" />
        {t('edit')}
      </Button>
      <NewSecret webhook={webhook}>
        <Button look="secondary" size="small" aria-label={t('rotateOne', { name })}>
          <KeyRound aria-hidden className="size-4" />
          {t('rotate')}
        </Button>
      </NewSecret>
      <DeleteWebhook webhook={webhook} />
      {isEditing && <EditWebhook webhook={webhook} onClose={() => setEditing(false)} />}
    </div>
  );
}

function DeleteWebhook({ webhook: { id, name } }: { webhook: Webhook }) {
  const t = useTranslations('webhooks');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const { mutate, isPending } = useDeleteWebhook(id);
  const remove = () =>
    mutate(undefined, {
      onSuccess: () => toast.success(t('deleted', { name })),
      onError: (error) => toast.error(errorSentence(error)),
    });
  return (
    <ConfirmDialog
      trigger={
        <Button
          {...{ look: 'secondary', size: 'small', disabled: isPending }}
          aria-label={t('deleteOne', { name })}
        >
          <Trash2 aria-hidden className="size-4" />
          {t('delete')}
        </Button>
      }
      title={t('deleteTitle', { name })}
      text={t('deleteText')}
      confirmLabel={t('deleteConfirm')}
      cancelLabel={app('cancel')}
      onConfirm={remove}
    />
  );
}
