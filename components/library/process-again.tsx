'use client';
// Why the processing of a file failed, and another try where that can help.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useReprocessMedia } from '#lib/client/media.ts';
import type { FailureCode } from '#lib/shared/media-state.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { ReprocessError } from './reprocess-error.tsx';

/** What is stored is not the file, or nothing is: only another upload can help. */
const isAboutTheUpload: readonly FailureCode[] = [
  'source_missing',
  'not_what_it_claims',
  'wrong_size',
  'checksum_mismatch',
];

export function ProcessAgain({ media }: { media: Media }) {
  const words = useTranslations('media');
  const failures = useTranslations('failures');
  const reprocess = useReprocessMedia();
  const code = media.failure?.code ?? 'internal';
  const { isPending, variables } = reprocess;
  return (
    <div className="grid justify-items-start gap-3">
      <Notice tone="danger">{failures(code)}</Notice>
      {!isAboutTheUpload.includes(code) && (
        <div className="flex flex-wrap gap-2">
          <Button
            look="secondary"
            size="small"
            isBusy={isPending && !variables.force}
            disabled={isPending}
            onClick={() => reprocess.mutate({ id: media.id })}
          >
            {words('reprocess')}
          </Button>
          <Button
            look="quiet"
            size="small"
            isBusy={isPending && variables.force === true}
            disabled={isPending}
            onClick={() => reprocess.mutate({ id: media.id, force: true })}
          >
            {words('makeAllAgain')}
          </Button>
        </div>
      )}
      <ReprocessError error={reprocess.error} />
    </div>
  );
}
