'use client';
// The button that throws a draft away, once that is confirmed.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';

export function DiscardDraft({ onDiscard }: { onDiscard: () => void }) {
  const t = useTranslations('form');
  const app = useTranslations('app');
  return (
    <ConfirmDialog
      title={t('draft.discardTitle')}
      text={t('draft.discardText')}
      confirmLabel={t('draft.discard')}
      cancelLabel={app('cancel')}
      onConfirm={onDiscard}
      trigger={
        <Button look="quiet" size="small">
          {t('draft.discard')}
        </Button>
      }
    />
  );
}
