'use client';
// One file of the library: its picture, its name, what it is, and how its processing goes.
import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { MediaStatusBadge } from '#components/media/media-status-badge.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { formatBytes, formatClock } from '#lib/client/format.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { MediaThumbnail } from './media-thumbnail.tsx';
import { typeIcons } from './type-icons.ts';

type MediaCardProps = { media: Media; onOpen: (media: Media) => void };

export const MediaCard = memo(function MediaCard({ media, onOpen }: MediaCardProps) {
  const t = useTranslations('library');
  const locale = useLocale();
  const Icon = typeIcons[media.type];
  return (
    <li
      data-media-status={media.status}
      className="group relative min-w-0 overflow-hidden [contain-intrinsic-size:auto_15rem] [content-visibility:auto] rounded-lg border border-line bg-surface shadow-card transition-colors hover:border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
    >
      <div className="relative">
        <MediaThumbnail media={media} className="aspect-[4/3] w-full" />
        <State media={media} />
      </div>
      <div className="px-3 py-2.5">
        {/* The button covers the card, so that all of it can be pressed. */}
        <button
          type="button"
          onClick={() => onOpen(media)}
          title={media.fileName}
          className="block w-full truncate text-left font-medium text-sm outline-none after:absolute after:inset-0"
        >
          {media.title ?? media.fileName}
        </button>
        <p className="mt-0.5 flex items-center gap-1.5 text-ink-muted text-xs tabular-nums">
          <Icon aria-hidden className="size-3.5 shrink-0" />
          <span className="sr-only">{t(`types.${media.type}`)}</span>
          <span className="truncate">{factsOf(media, locale)}</span>
        </p>
      </div>
    </li>
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

function factsOf({ duration, fileSize }: Media, locale: string): string {
  const facts = [duration !== null && formatClock(duration), formatBytes(fileSize, locale)];
  return facts.filter(Boolean).join(' · ');
}
