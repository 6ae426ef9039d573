'use client';
// The state of a media in one word.
import { useLocale, useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { formatPercent } from '#lib/client/format.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

const tones: Record<Media['status'], Tone> = {
  uploading: 'notice',
  processing: 'notice',
  ready: 'success',
  failed: 'danger',
};

export function MediaStatusBadge({ media }: { media: Pick<Media, 'status' | 'progress'> }) {
  const t = useTranslations('media');
  const locale = useLocale();
  return (
    <Badge tone={tones[media.status]}>
      {t(media.status)}
      {media.status === 'processing' && media.progress > 0 && (
        <span className="tabular-nums">{formatPercent(media.progress, locale)}</span>
      )}
    </Badge>
  );
}
