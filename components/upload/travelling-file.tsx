'use client';
// A file on its way to the store, one that waits for an answer, or one that did not make it.
import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { Preview } from '#components/media/preview.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatBytes } from '#lib/client/format.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { usePreviewUrl } from '#lib/client/upload/preview-url.ts';
import { canPause, canRetry, isUnderWay, type Upload } from '#lib/client/upload/upload.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { CancelUpload } from './cancel-upload.tsx';
import { hasSameActs } from './upload-acts.ts';
import { UploadProgress } from './upload-progress.tsx';
import { UploadQuestion } from './upload-question.tsx';
import { useAfterRest } from './use-after-rest.ts';

type TravellingFileProps = {
  upload: Upload;
  type: MediaType;
  /** Opens the picker: for another file, or for the one that was interrupted. */
  onChoose: () => void;
  onRemove: () => void;
};

/** Building a player takes as long as asking the server for addresses, which goes first. */
const playerRestMs = 400;

export function TravellingFile({ upload, type, onChoose, onRemove }: TravellingFileProps) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const { file, fileName, byteSize } = upload;
  const src = useAfterRest(usePreviewUrl(file), type === 'video' ? playerRestMs : 0);
  return (
    <div className="grid grid-cols-1 gap-3">
      <Preview type={type} src={src} label={t('previewOf', { name: fileName })} />
      <FileName name={fileName} detail={formatBytes(byteSize, locale)} />
      <UploadProgress upload={upload} />
      <UploadQuestion upload={upload} onChooseFile={onChoose} />
      <div className="flex flex-wrap gap-2">
        {isUnderWay(upload) ? (
          <UnderWayButtons upload={upload} />
        ) : (
          <>
            {canRetry(upload) && (
              <Button look="secondary" size="small" onClick={() => uploadQueue.retry(upload.id)}>
                {t('retry')}
              </Button>
            )}
            <Button look="secondary" size="small" onClick={onChoose}>
              {t('replace')}
            </Button>
            <Button look="quiet" size="small" onClick={onRemove}>
              {t('remove')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

const UnderWayButtons = memo(function UnderWayButtons({ upload }: { upload: Upload }) {
  const t = useTranslations('upload');
  const isPaused = upload.state.name === 'paused';
  return (
    <>
      {(isPaused || canPause(upload)) && (
        <Button
          look="secondary"
          size="small"
          onClick={() => (isPaused ? uploadQueue.resume(upload.id) : uploadQueue.pause(upload.id))}
        >
          {t(isPaused ? 'resume' : 'pause')}
        </Button>
      )}
      <CancelUpload upload={upload}>
        <Button look="quiet" size="small">
          {t('cancel')}
        </Button>
      </CancelUpload>
    </>
  );
}, hasSameActs);

export function FileName({ name, detail }: { name: string; detail: string }) {
  return (
    <p className="flex min-w-0 items-baseline justify-between gap-3 text-sm">
      <span className="truncate font-medium" title={name}>
        {name}
      </span>
      <span className="shrink-0 text-ink-muted text-xs tabular-nums">{detail}</span>
    </p>
  );
}
