'use client';
// A file the server has: how it looks, how its processing goes, what is wrong with it.
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useState } from 'react';
import { factsOf } from '#components/media/facts-of.ts';
import { MediaStatusBadge } from '#components/media/media-status-badge.tsx';
import { growingStream } from '#components/media/plays-early.ts';
import { Preview } from '#components/media/preview.tsx';
import { ProcessingLine } from '#components/media/processing-line.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useLiveMedia, useReprocessMedia } from '#lib/client/media.ts';
import { usePreviewUrl } from '#lib/client/upload/preview-url.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { canProcessAgain } from '#lib/shared/media-state.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { FileName } from './travelling-file.tsx';

type StoredMediaProps = {
  id: string;
  known: Media | undefined;
  /** The local file, when it was brought in from here: it can be shown before anything is processed. */
  file: File | null;
  type: MediaType;
  isDropTarget: boolean;
  children: ReactNode;
};

export function StoredMedia({ id, known, file, type, isDropTarget, children }: StoredMediaProps) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const errorSentence = useErrorSentence();
  const { media, stage, secondsLeft, error } = useLiveMedia(id, known);
  const localUrl = usePreviewUrl(file);
  // This browser does not show the file itself, but what is made of it.
  const [isLocalBroken, setLocalBroken] = useState(false);
  const noteBroken = useCallback(() => setLocalBroken(true), []);
  const buttons = <div className="flex flex-wrap gap-2">{children}</div>;
  // What is known of it is shown as long as there is no better news.
  if (!media && error) {
    return (
      <div className="grid grid-cols-1 gap-3">
        <Notice tone="danger">{errorSentence(error)}</Notice>
        {buttons}
      </div>
    );
  }
  if (!media) return <Skeleton className="aspect-video" />;

  const isLocal = file !== null && !isLocalBroken;
  const src = isLocal ? localUrl : (media.displayUrl ?? media.urls.original ?? null);
  const poster = media.urls.poster ?? media.thumbnailUrl ?? undefined;
  return (
    <div
      className={classNames(
        'grid grid-cols-1 gap-3 rounded-lg',
        isDropTarget && 'outline-2 outline-accent outline-offset-4',
      )}
    >
      <Preview
        type={type}
        src={src}
        {...(isLocal ? {} : growingStream(media))}
        onBroken={noteBroken}
        poster={poster}
        label={t('previewOf', { name: media.fileName })}
      />
      <FileName name={media.fileName} detail={factsOf(media, locale)} />
      {media.status === 'failed' ? (
        <FailedProcessing media={media} />
      ) : (
        <ProcessingLine media={media} stage={stage} secondsLeft={secondsLeft} />
      )}
      {buttons}
    </div>
  );
}

function FailedProcessing({ media }: { media: Media }) {
  const t = useTranslations('media');
  const failures = useTranslations('failures');
  const errorSentence = useErrorSentence();
  const reprocess = useReprocessMedia();
  const code = media.failure?.code ?? 'internal';
  return (
    <div className="grid justify-items-start gap-2" data-media-status="failed">
      <MediaStatusBadge media={media} />
      <Notice tone="danger">{failures(code)}</Notice>
      {canProcessAgain(code) && (
        <Button
          look="secondary"
          size="small"
          isBusy={reprocess.isPending}
          onClick={() => reprocess.mutate({ id: media.id })}
        >
          {t('reprocess')}
        </Button>
      )}
      {reprocess.error && <Notice tone="danger">{errorSentence(reprocess.error)}</Notice>}
    </div>
  );
}
