'use client';
// Deletes a file after a question, and says so when something still needs it.
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useDeleteMedia } from '#lib/client/media.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

type DeleteMediaProps = { media: Media; onDeleted: () => void };

export function DeleteMedia({ media, onDeleted }: DeleteMediaProps) {
  const t = useTranslations('library');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const remove = useDeleteMedia();
  const name = media.fileName;
  const confirmed = () =>
    remove.mutate(media.id, {
      onSuccess: () => {
        toast.success(t('deleted', { name }));
        forgetUploads(media.id);
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
        confirmLabel={t('deleteConfirm')}
        cancelLabel={app('cancel')}
        onConfirm={confirmed}
      />
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

/** Nothing is left to follow. */
function forgetUploads(mediaId: string): void {
  for (const upload of uploadQueue.snapshot()) {
    if (upload.mediaId === mediaId) uploadQueue.dismiss(upload.id);
  }
}
