'use client';
// Why the processing of a file failed, and another try where that can help.
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatDate } from '#lib/client/format.ts';
import { useReprocessMedia } from '#lib/client/media.ts';
import { canProcessAgain } from '#lib/shared/media-state.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { ReprocessError } from './reprocess-error.tsx';

export function ProcessAgain({ media }: { media: Media }) {
  const words = useTranslations('media');
  const failures = useTranslations('failures');
  const locale = useLocale();
  const reprocess = useReprocessMedia();
  const { code = 'internal', keptUntil } = media.failure ?? {};
  const { isPending, variables } = reprocess;
  return (
    <div className="grid justify-items-start gap-3">
      <Notice tone="danger">{failures(code)}</Notice>
      {keptUntil && (
        <p className="text-ink-muted text-sm">
          {words('keptUntil', {
            date: formatDate(keptUntil, locale),
          })}
        </p>
      )}
      {canProcessAgain(code) && (
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
