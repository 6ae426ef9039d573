'use client';
// Why the processing of a file failed, and another try where that can help.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useReprocessMedia } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { FailureCode } from '#lib/shared/media-state.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

/** What is stored is not the file, or nothing is: only another upload can help. */
const isAboutTheUpload: readonly FailureCode[] = [
  'source_missing',
  'not_what_it_claims',
  'wrong_size',
  'checksum_mismatch',
];

export function ProcessAgain({ media }: { media: Media }) {
  const t = useTranslations('library');
  const words = useTranslations('media');
  const failures = useTranslations('failures');
  const errorSentence = useErrorSentence();
  const reprocess = useReprocessMedia();
  const code = media.failure?.code ?? 'internal';
  const { error } = reprocess;
  return (
    <div className="grid justify-items-start gap-3">
      <Notice tone="danger">{failures(code)}</Notice>
      {!isAboutTheUpload.includes(code) && (
        <Button
          look="secondary"
          size="small"
          isBusy={reprocess.isPending}
          onClick={() => reprocess.mutate(media.id)}
        >
          {words('reprocess')}
        </Button>
      )}
      {error && (
        <Notice tone="danger">
          {error instanceof AppError && error.code === 'conflict'
            ? t('cannotProcess')
            : errorSentence(error)}
        </Notice>
      )}
    </div>
  );
}
