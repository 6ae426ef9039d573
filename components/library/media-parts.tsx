'use client';
// What a card and a row of the library have in common: the button that opens, the box that chooses.
import { Check, Globe } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MouseEvent } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { MediaCellProps } from './media-cell.ts';

/** It covers what it stands in, so that all of it can be pressed; with Shift, Ctrl or Cmd it chooses. */
export function OpenButton({ media, isTabStop, onOpen, onSelect }: MediaCellProps) {
  const press = ({ shiftKey, ctrlKey, metaKey }: MouseEvent) => {
    if (shiftKey || ctrlKey || metaKey) onSelect(media, { isStretch: shiftKey });
    else onOpen(media);
  };
  return (
    <button
      type="button"
      data-opens
      tabIndex={isTabStop ? 0 : -1}
      onClick={press}
      title={media.fileName}
      className="block w-full truncate text-left font-medium text-sm outline-none after:absolute after:inset-0"
    >
      {media.title ?? media.fileName}
    </button>
  );
}

type SelectBoxProps = MediaCellProps & { isOnPicture?: boolean };

export function SelectBox(props: SelectBoxProps) {
  const { media, isSelected, isTabStop, isOnPicture = false, onSelect } = props;
  const t = useTranslations('library');
  return (
    <label
      className={classNames(
        'relative grid size-9 cursor-pointer place-items-center transition-opacity',
        // Where nothing can be hovered it is always there.
        !isSelected &&
          isOnPicture &&
          'pointer-fine:opacity-0 focus-within:opacity-100 group-hover:opacity-100 group-data-choosing/list:opacity-100',
      )}
    >
      <input
        type="checkbox"
        data-selects
        checked={isSelected}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={t('select', { name: media.title ?? media.fileName })}
        // A change does not say whether Shift was held.
        onClick={({ shiftKey }) => onSelect(media, { isStretch: shiftKey })}
        onChange={() => {}}
        className="size-6 cursor-pointer appearance-none rounded-md border border-line-strong bg-surface shadow-card checked:border-accent checked:bg-accent"
      />
      {isSelected && (
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute size-4 text-on-accent"
        />
      )}
    </label>
  );
}

export function PublicSign({ media }: { media: Pick<Media, 'isPublic'> }) {
  const t = useTranslations('library');
  if (!media.isPublic) return null;
  return (
    <span className="ml-auto shrink-0">
      <Globe aria-hidden className="size-3.5" />
      <span className="sr-only">{t('describe.public')}</span>
    </span>
  );
}
