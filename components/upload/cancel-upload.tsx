'use client';
// Cancels an upload; asks first when that throws away what is stored already.
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { formatBytes } from '#lib/client/format.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import type { Upload } from '#lib/client/upload/upload.ts';
import { useSentBytes } from '#lib/client/upload/use-uploads.ts';
import { losesBytes } from './upload-acts.ts';

/** `children` is the button. */
export function CancelUpload({ upload, children }: { upload: Upload; children: ReactNode }) {
  const t = useTranslations('upload');
  return (
    <ConfirmDialog
      trigger={children}
      title={t('cancelTitle', { name: upload.fileName })}
      text={<WhatIsLost upload={upload} />}
      confirmLabel={t('cancel')}
      cancelLabel={t('keepUpload')}
      isNeeded={losesBytes(upload)}
      // One that was cancelled on purpose need not be listed any more.
      onConfirm={() => uploadQueue.dismiss(upload.id)}
    />
  );
}

/** Goes on counting while one thinks about it. */
function WhatIsLost({ upload: { id, byteSize } }: { upload: Upload }) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const sent = useSentBytes(id);
  if (sent === 0) return t('cancelTextUnknown');
  const total = formatBytes(byteSize, locale);
  return t('cancelText', { sent: formatBytes(sent, locale), total });
}
