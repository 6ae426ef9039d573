'use client';
// What is known about a file.
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { formatBytes, formatClock, formatDate } from '#lib/client/format.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { formats } from '#lib/shared/upload-policy.ts';

export function MediaFacts({ media }: { media: Media }) {
  const t = useTranslations('library');
  const locale = useLocale();
  const { width, height, duration } = media;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3.5 text-sm sm:grid-cols-4">
      <Fact label={t('facts.format')}>{formatOf(media)}</Fact>
      <Fact label={t('facts.size')}>{formatBytes(media.fileSize, locale)}</Fact>
      {width && height && <Fact label={t('facts.dimensions')}>{`${width} × ${height}`}</Fact>}
      {duration !== null && <Fact label={t('facts.duration')}>{formatClock(duration)}</Fact>}
      <Fact label={t('facts.added')}>{formatDate(media.createdAt, locale)}</Fact>
      <Fact label={t('facts.owner')}>{media.owner.name}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-muted text-xs">{label}</dt>
      <dd className="mt-0.5 break-words tabular-nums">{children}</dd>
    </div>
  );
}

function formatOf({ mimeType }: Media): string {
  const known = Object.values(formats).find(({ mimeTypes }) => mimeTypes.includes(mimeType));
  return known?.name ?? mimeType;
}
