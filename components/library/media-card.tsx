'use client';
// One file of the library as a card: its picture, its name, what it is, and how its processing goes.
import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { MediaStatusBadge } from '#components/media/media-status-badge.tsx';
import { Progress } from '#components/ui/progress.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';
import { factsOf, type MediaCellProps } from './media-cell.ts';
import { MediaCell, OpenButton, PublicSign, SelectBox } from './media-parts.tsx';
import { MediaThumbnail } from './media-thumbnail.tsx';
import { typeIcons } from './type-icons.ts';

export const MediaCard = memo(function MediaCard(props: MediaCellProps) {
  const { media, index, count, row, column, isSelected, isFirst } = props;
  const t = useTranslations('library');
  const locale = useLocale();
  const Icon = typeIcons[media.type];
  return (
    <MediaCell
      {...{ media, index, count, row, column, isSelected }}
      className="overflow-hidden shadow-card has-[button:focus-visible]:outline-offset-2"
    >
      <div className="relative">
        <MediaThumbnail media={media} isFirst={isFirst} className="aspect-[4/3] w-full" />
        <State media={media} />
      </div>
      <div className="px-3 py-2.5">
        <OpenButton {...props} />
        <p className="mt-0.5 flex h-4.5 items-center gap-1.5 text-ink-muted text-xs tabular-nums">
          <Icon aria-hidden className="size-3.5 shrink-0" />
          <span className="sr-only">{t(`types.${media.type}`)}</span>
          <span className="truncate">{factsOf(media, locale)}</span>
          <PublicSign media={media} />
        </p>
      </div>
      <div className="absolute top-1.5 right-1.5">
        <SelectBox {...props} isOnPicture />
      </div>
    </MediaCell>
  );
});

/** A finished file says nothing: only what still happens or went wrong is worth a badge. */
function State({ media }: { media: Media }) {
  const t = useTranslations('media');
  if (media.status === 'ready') return null;
  return (
    <>
      <div className="absolute top-2 left-2 flex rounded-full shadow-card">
        <MediaStatusBadge media={media} />
      </div>
      {media.status === 'processing' && (
        <div className="absolute inset-x-2 bottom-2">
          <Progress
            label={`${t('processingProgress')}: ${media.fileName}`}
            share={media.progress > 0 ? media.progress : null}
          />
        </div>
      )}
    </>
  );
}
