'use client';
// The buttons of one upload in the list.
import { Pause, Play, RotateCw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { canPause, canRetry, isUnderWay, type Upload } from '#lib/client/upload/upload.ts';
import { CancelUpload } from './cancel-upload.tsx';
import { canDismiss, hasSameActs } from './upload-acts.ts';

export const UploadActions = memo(function UploadActions({ upload }: { upload: Upload }) {
  const t = useTranslations('upload');
  const { id, fileName: name, state } = upload;
  const isPaused = state.name === 'paused';
  return (
    <div className="-my-2 -mr-2.5 flex shrink-0">
      {(isPaused || canPause(upload)) && (
        <IconButton
          label={t(isPaused ? 'resumeNamed' : 'pauseNamed', { name })}
          icon={isPaused ? Play : Pause}
          onClick={() => (isPaused ? uploadQueue.resume(id) : uploadQueue.pause(id))}
        />
      )}
      {canRetry(upload) && (
        <IconButton
          label={t('retryNamed', { name })}
          icon={RotateCw}
          onClick={() => uploadQueue.retry(id)}
        />
      )}
      {isUnderWay(upload) && (
        <CancelUpload upload={upload}>
          <IconButton label={t('cancelNamed', { name })} icon={X} />
        </CancelUpload>
      )}
      {canDismiss(upload) && (
        <IconButton
          label={t('dismissNamed', { name })}
          icon={X}
          onClick={() => uploadQueue.dismiss(id)}
        />
      )}
    </div>
  );
}, hasSameActs);
