'use client';
// Cancels an upload; asks first when that throws away what is stored already.
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { formatBytes } from '#lib/client/format.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { sentBytes, type Upload } from '#lib/client/upload/upload.ts';
import { losesBytes } from './upload-acts.ts';

/** `children` is the button. */
export function CancelUpload({ upload, children }: { upload: Upload; children: ReactNode }) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const sent = sentBytes(upload);
  const amounts = { sent: formatBytes(sent, locale), total: formatBytes(upload.byteSize, locale) };
  return (
    <ConfirmDialog
      trigger={children}
      title={t('cancelTitle', { name: upload.fileName })}
      text={sent > 0 ? t('cancelText', amounts) : t('cancelTextUnknown')}
      confirmLabel={t('cancel')}
      cancelLabel={t('keepUpload')}
      isNeeded={losesBytes(upload)}
      // One that was cancelled on purpose need not be listed any more.
      onConfirm={() => uploadQueue.dismiss(upload.id)}
    />
  );
}
