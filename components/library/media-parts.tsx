'use client';
// What a card and a row of the library have in common: their place in the list, the button that opens, the box that chooses.
import { Check, Globe } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MouseEvent, ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { MediaCellProps } from './media-cell.ts';
import { cellStyle } from './use-virtual-grid.ts';

type CellProps = Pick<
  MediaCellProps,
  'media' | 'index' | 'count' | 'row' | 'column' | 'isSelected'
> & { className: string; children: ReactNode };

/**
 * One of a list of which only a part is drawn: it says itself where it stands. Nothing glides when the
 * pointer is over it: while one scrolls, every card passes under the pointer.
 */
export function MediaCell({ media, index, count, row, column, isSelected, ...props }: CellProps) {
  return (
    <li
      data-media-id={media.id}
      data-media-status={media.status}
      data-selected={isSelected || undefined}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={cellStyle({ index, row, column })}
      className={classNames(
        'group relative min-w-0 scroll-mt-20 scroll-mb-24 self-start rounded-lg border',
        'has-[button:focus-visible]:outline-2 has-[button:focus-visible]:outline-accent',
        isSelected
          ? 'border-accent bg-accent-soft'
          : 'border-line bg-surface hover:border-line-strong',
        props.className,
      )}
    >
      {props.children}
    </li>
  );
}

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
        'relative grid size-9 cursor-pointer place-items-center',
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
