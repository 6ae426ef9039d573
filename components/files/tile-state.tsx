'use client';
// What is to be said about the file of a tile: how it travels, how it is processed, what went wrong.
import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { factsOf } from '#components/media/facts-of.ts';
import { MediaStatusBadge } from '#components/media/media-status-badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { UploadProgress } from '#components/upload/upload-progress.tsx';
import { UploadQuestion } from '#components/upload/upload-question.tsx';
import { usePickAgain } from '#components/upload/use-pick-again.ts';
import { useReprocessMedia } from '#lib/client/media.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import type { Upload } from '#lib/client/upload/upload.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { canProcessAgain } from '#lib/shared/media-state.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

/** An upload under way. `isListed`: the file it would be is in the list already. */
export const TravellingState = memo(function TravellingState(props: {
  upload: Upload;
  isListed: boolean;
}) {
  const { upload, isListed } = props;
  const t = useTranslations('fileManager');
  const { pickAgain, mismatch } = usePickAgain();
  return (
    <div className="grid gap-1.5">
      <UploadProgress upload={upload} />
      {isListed ? (
        <AlreadyListed upload={upload} />
      ) : (
        <UploadQuestion upload={upload} onChooseFile={() => void pickAgain(upload)} />
      )}
      {mismatch && (
        <p role="alert" className="text-danger text-xs">
          {t('notTheFile', { name: upload.fileName })}
        </p>
      )}
    </div>
  );
});

function AlreadyListed({ upload: { id, fileName: name } }: { upload: Upload }) {
  const t = useTranslations('fileManager');
  const words = useTranslations('upload');
  return (
    <div className="grid gap-2">
      <p className="text-ink-muted text-xs">{t('alreadyListed')}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          aria-label={t('leaveOutNamed', { name })}
          onClick={() => uploadQueue.dismiss(id)}
        >
          {t('leaveOut')}
        </Button>
        <Button
          look="secondary"
          size="small"
          aria-label={words('uploadAnywayNamed', { name })}
          onClick={() => uploadQueue.uploadAnyway(id)}
        >
          {words('uploadAnyway')}
        </Button>
      </div>
    </div>
  );
}

type StoredStateProps = { media: Media | undefined; error: Error | null };

export const StoredState = memo(function StoredState({ media, error }: StoredStateProps) {
  const locale = useLocale();
  const t = useTranslations('media');
  const errorSentence = useErrorSentence();
  if (!media && error) return <p className="text-danger text-xs">{errorSentence(error)}</p>;
  if (!media) return null;
  return (
    <div className="grid gap-1.5" data-media-status={media.status}>
      <p className="truncate text-ink-muted text-xs tabular-nums">{factsOf(media, locale)}</p>
      {media.status === 'processing' && (
        <>
          <div>
            <MediaStatusBadge media={media} />
          </div>
          <Progress
            label={`${t('processingProgress')}: ${media.fileName}`}
            share={media.progress > 0 ? media.progress : null}
          />
        </>
      )}
      {media.status === 'failed' && <FailedProcessing media={media} />}
    </div>
  );
});

function FailedProcessing({ media }: { media: Media }) {
  const t = useTranslations('media');
  const words = useTranslations('upload');
  const failures = useTranslations('failures');
  const errorSentence = useErrorSentence();
  const reprocess = useReprocessMedia();
  const code = media.failure?.code ?? 'internal';
  return (
    <div className="grid justify-items-start gap-1.5">
      <MediaStatusBadge media={media} />
      <p className="text-danger text-xs">
        {reprocess.error ? errorSentence(reprocess.error) : failures(code)}
      </p>
      {canProcessAgain(code) && (
        <Button
          look="secondary"
          size="small"
          isBusy={reprocess.isPending}
          aria-label={words('retryNamed', { name: media.fileName })}
          onClick={() => reprocess.mutate({ id: media.id })}
        >
          {t('reprocess')}
        </Button>
      )}
    </div>
  );
}
