'use client';
// A file on its way to the store, or one that did not make it.
import { useLocale, useTranslations } from 'next-intl';
import { Preview } from '#components/media/preview.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatBytes } from '#lib/client/format.ts';
import { uploadEngine } from '#lib/client/upload/browser-engine.ts';
import { previewUrl } from '#lib/client/upload/preview-url.ts';
import { canRetry, isUnderWay, type Upload } from '#lib/client/upload/upload.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { UploadProgress } from './upload-progress.tsx';

type TravellingFileProps = {
  upload: Upload;
  type: MediaType;
  onReplace: () => void;
  onRemove: () => void;
};

export function TravellingFile({ upload, type, onReplace, onRemove }: TravellingFileProps) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const { file } = upload;
  return (
    <div className="grid gap-3">
      <Preview type={type} src={previewUrl(file)} label={t('previewOf', { name: file.name })} />
      <FileName name={file.name} detail={formatBytes(file.size, locale)} />
      <UploadProgress upload={upload} />
      <div className="flex flex-wrap gap-2">
        {isUnderWay(upload) ? (
          <Button look="secondary" size="small" onClick={() => uploadEngine.cancel(upload.id)}>
            {t('cancel')}
          </Button>
        ) : (
          <>
            {canRetry(upload) && (
              <Button look="secondary" size="small" onClick={() => uploadEngine.retry(upload.id)}>
                {t('retry')}
              </Button>
            )}
            <Button look="secondary" size="small" onClick={onReplace}>
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
