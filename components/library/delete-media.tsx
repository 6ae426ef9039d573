'use client';
// Deletes a file after a question, which says what uses it; then it is taken off that, too.
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useDeleteMedia, useMediaUses } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { forgetUploads } from './forget-uploads.ts';
import { UseList } from './media-uses.tsx';

type DeleteMediaProps = { media: Media; onDeleted: () => void };

export function DeleteMedia({ media, onDeleted }: DeleteMediaProps) {
  const t = useTranslations('library');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const { data: uses } = useMediaUses(media.id);
  const isUsed = uses !== undefined && uses.count > 0;
  // Only what was shown is agreed to: used by something else since then, it is not deleted.
  const remove = useDeleteMedia({ isForced: isUsed });
  const name = media.title ?? media.fileName;
  const confirmed = () =>
    remove.mutate(media.id, {
      onSuccess: () => {
        toast.success(t('deleted', { name }));
        forgetUploads(new Set([media.id]));
        onDeleted();
      },
    });
  const { error } = remove;
  return (
    <>
      <ConfirmDialog
        trigger={
          <Button look="quiet" isBusy={remove.isPending}>
            <Trash2 aria-hidden className="size-4.5" />
            {t('delete')}
          </Button>
        }
        title={t('deleteTitle', { name })}
        text={t('deleteText')}
        confirmLabel={t(isUsed ? 'deleteEverywhere' : 'deleteConfirm')}
        cancelLabel={app('cancel')}
        onConfirm={confirmed}
      >
        {isUsed && (
          <div className="mt-4 grid gap-2 text-sm">
            <p>{t('usedIn', { count: uses.count })}</p>
            <UseList uses={uses} />
            <p className="text-ink-muted">{t('bulk.forceHint')}</p>
          </div>
        )}
      </ConfirmDialog>
      {error && (
        <div className="w-full">
          <Notice tone="danger">
            {error instanceof AppError && error.code === 'conflict'
              ? t('inUse', { name })
              : errorSentence(error)}
          </Notice>
        </div>
      )}
    </>
  );
}
