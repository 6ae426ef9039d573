'use client';
// One file of the library as a row of a list.
import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { MediaStatusBadge } from '#components/media/media-status-badge.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { formatBytes, formatClock, formatDate } from '#lib/client/format.ts';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';
import { factsOf, type MediaCellProps } from './media-cell.ts';
import { MediaCell, OpenButton, PublicSign, SelectBox } from './media-parts.tsx';
import { MediaThumbnail } from './media-thumbnail.tsx';

export const MediaRow = memo(function MediaRow(props: MediaCellProps) {
  const { media, index, count, row, column, isSelected, isFirst } = props;
  const t = useTranslations('library');
  const locale = useLocale();
  // Which day it was depends on where the reader is.
  const isHydrated = useIsHydrated();
  return (
    <MediaCell
      {...{ media, index, count, row, column, isSelected }}
      className="flex h-16 items-center gap-3 pr-4 pl-1.5"
    >
      {/* Above the button, which covers the row. */}
      <div className="z-10 shrink-0">
        <SelectBox {...props} />
      </div>
      <MediaThumbnail
        media={media}
        isFirst={isFirst}
        className="h-12 w-16 shrink-0 overflow-hidden rounded-md"
      />
      <div className="min-w-0 grow">
        <OpenButton {...props} />
        <p className="flex h-4.5 items-center gap-1.5 text-ink-muted text-xs tabular-nums">
          <span className="truncate">
            {t(`types.${media.type}`)}
            <span className="md:hidden"> · {factsOf(media, locale)}</span>
          </span>
          <PublicSign media={media} />
        </p>
      </div>
      {media.status !== 'ready' && (
        <div className="shrink-0">
          <MediaStatusBadge media={media} />
        </div>
      )}
      <Figure className="w-16">{media.duration !== null && formatClock(media.duration)}</Figure>
      <Figure className="w-24">{formatBytes(media.fileSize, locale)}</Figure>
      <Figure className="w-28">{isHydrated && formatDate(media.createdAt, locale)}</Figure>
    </MediaCell>
  );
});

function Figure({ className, children }: { className: string; children: string | false }) {
  return (
    <span
      className={classNames(
        'hidden shrink-0 text-right text-ink-muted text-sm tabular-nums md:inline',
        className,
      )}
    >
      {children}
    </span>
  );
}
