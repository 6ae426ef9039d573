'use client';
// Gives a webhook a new secret, after a question, and shows it: this once.
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { toast } from 'sonner';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useRotateSecret } from '#lib/client/webhooks.ts';
import type { Webhook } from '#lib/shared/schemas/webhook.ts';
import { SecretView } from './secret-view.tsx';

/** `children` is the button that asks. */
export function NewSecret({ webhook, children }: { webhook: Webhook; children: ReactNode }) {
  const t = useTranslations('webhooks');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const [secret, setSecret] = useState<string>();
  const { mutate } = useRotateSecret(webhook.id);
  const rotate = () =>
    mutate(undefined, {
      onSuccess: (rotated) => setSecret(rotated.secret),
      onError: (error) => toast.error(errorSentence(error)),
    });
  const { name } = webhook;
  return (
    <>
      <ConfirmDialog
        trigger={children}
        title={t('rotateTitle', { name })}
        text={t('rotateText')}
        confirmLabel={t('rotateConfirm')}
        cancelLabel={app('cancel')}
        onConfirm={rotate}
        isHarmless
      />
      {secret !== undefined && (
        <Dialog
          title={t('rotatedTitle', { name })}
          closeLabel={t('close')}
          onClose={() => setSecret(undefined)}
        >
          <SecretView secret={secret} onDone={() => setSecret(undefined)} />
        </Dialog>
      )}
    </>
  );
}
