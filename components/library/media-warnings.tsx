'use client';
// What was made of a file works and is not all it could be: why, and another try once that was mended.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useReprocessMedia } from '#lib/client/media.ts';
import { warningsIn } from '#lib/shared/media-warning.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { ReprocessError } from './reprocess-error.tsx';

export function MediaWarnings({ media }: { media: Media }) {
  const t = useTranslations('warnings');
  const words = useTranslations('media');
  const reprocess = useReprocessMedia();
  const warnings = warningsIn(media.metadata);
  if (warnings.length === 0 || media.status === 'failed') return null;
  return (
    <div className="grid justify-items-start gap-3">
      {warnings.map((warning) => (
        <Notice key={warning} tone="notice">
          {t(warning)}
        </Notice>
      ))}
      {media.status === 'ready' && (
        <Button
          look="secondary"
          size="small"
          isBusy={reprocess.isPending}
          onClick={() => reprocess.mutate({ id: media.id })}
        >
          {words('reprocess')}
        </Button>
      )}
      <ReprocessError error={reprocess.error} />
    </div>
  );
}
