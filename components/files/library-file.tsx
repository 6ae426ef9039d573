'use client';
// One file of the library, to be picked.
import { Check } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { MediaThumbnail } from '#components/library/media-thumbnail.tsx';
import { factsOf } from '#components/media/facts-of.ts';
import { Badge } from '#components/ui/badge.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

type LibraryFileProps = {
  media: Media;
  isListed: boolean;
  isPicked: boolean;
  /** Whether there is room for another one. */
  canPick: boolean;
  onPick: (media: Media) => void;
};

export const LibraryFile = memo(function LibraryFile(props: LibraryFileProps) {
  const { media, isListed, isPicked, canPick, onPick } = props;
  const t = useTranslations('fileManager');
  const locale = useLocale();
  const isOff = isListed || (!canPick && !isPicked);
  return (
    <li className="min-w-0 [contain-intrinsic-size:auto_12rem] [content-visibility:auto]">
      <button
        type="button"
        aria-pressed={isPicked || isListed}
        // Not `disabled`: what is in the list already can be found and heard.
        aria-disabled={isOff || undefined}
        onClick={isOff ? undefined : () => onPick(media)}
        title={media.fileName}
        className={classNames(
          'relative block w-full overflow-hidden rounded-lg border bg-surface text-left -outline-offset-2 aria-disabled:cursor-default',
          isPicked ? 'border-accent outline-2 outline-accent' : 'border-line',
        )}
      >
        <MediaThumbnail
          media={media}
          className={classNames('aspect-[4/3] w-full', isOff && 'opacity-45')}
        />
        <span className="absolute top-2 left-2">
          {isListed ? (
            <Badge tone="accent">{t('listed')}</Badge>
          ) : (
            <span
              aria-hidden
              className={classNames(
                'grid size-6 place-items-center rounded-full border shadow-card',
                isPicked
                  ? 'border-on-accent bg-accent text-on-accent'
                  : 'border-line-strong bg-raised text-transparent',
              )}
            >
              <Check className="size-4" />
            </span>
          )}
        </span>
        <span className="block px-2.5 py-2">
          <span className="block truncate font-medium text-sm">
            {media.title ?? media.fileName}
          </span>
          <span className="block truncate text-ink-muted text-xs tabular-nums">
            {factsOf(media, locale)}
          </span>
        </span>
      </button>
    </li>
  );
});
