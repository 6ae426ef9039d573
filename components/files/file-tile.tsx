'use client';
// One file in the file manager: its picture, what is to be said about it, what can be done with it.
import { Check, Star, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MouseEvent } from 'react';
import { useSortableItem } from '#components/sorting/use-sortable-item.ts';
import { Badge } from '#components/ui/badge.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { useFileMedia } from './file-media.ts';
import { TileButtons } from './tile-buttons.tsx';
import { TilePicture } from './tile-picture.tsx';
import type { SelectMode } from './tile-selection.ts';
import { StoredState, TravellingState } from './tile-state.tsx';
import { useNameOf } from './use-name-of.ts';
import type { Tile } from './use-tiles.ts';

export type TileActs = {
  onSelect: (tile: Tile, mode: SelectMode) => void;
  onMove: (tile: Tile, index: number) => void;
  onRemove: (tile: Tile) => void;
  onDescribe: (tile: Tile) => void;
  onReplace: (tile: Tile) => void;
};

type FileTileProps = TileActs & {
  tile: Tile;
  index: number;
  count: number;
  type: MediaType;
  isSelected: boolean;
  /** Of an upload that is a file the person has already: whether that one is in the list. */
  isListed: boolean;
};

export function FileTile(props: FileTileProps) {
  const { tile, index, count, type, isSelected, isListed } = props;
  const t = useTranslations('fileManager');
  const { media, error } = useFileMedia(tile.mediaId);
  const name = useNameOf()(tile);
  const { item, handle, byPointer, isDragging, isYielding } = useSortableItem(tile.key);
  const { upload } = tile;
  const isTravelling = upload && upload.state.name !== 'ready';
  return (
    <li
      {...item}
      data-row={tile.key}
      data-index={index}
      data-file={name}
      tabIndex={-1}
      className={classNames(
        'relative flex min-w-0 select-none flex-col rounded-lg border bg-surface outline-offset-2',
        isSelected ? 'border-accent outline-2 outline-accent' : 'border-line',
        isYielding && 'transition-transform duration-200',
        isDragging ? 'z-10 shadow-float' : 'shadow-card',
      )}
    >
      <div className="relative">
        <button
          type="button"
          data-control="picture"
          aria-pressed={isSelected}
          aria-label={t('select', { name })}
          className="block w-full overflow-hidden rounded-t-lg"
          onClick={(event) => props.onSelect(tile, modeOf(event))}
          {...byPointer}
        >
          <TilePicture file={upload?.file ?? null} media={media} type={type} />
          <span
            aria-hidden
            data-check
            className={classNames(
              'absolute top-2 left-2 grid size-6 place-items-center rounded-full border shadow-card',
              isSelected
                ? 'border-on-accent bg-accent text-on-accent'
                : 'border-line-strong bg-raised text-transparent',
            )}
          >
            <Check className="size-4" />
          </span>
        </button>
        <IconButton
          data-control="remove"
          label={t('remove', { name })}
          icon={X}
          onClick={() => props.onRemove(tile)}
          className="absolute top-1.5 right-1.5 size-7! rounded-full border border-line-strong bg-raised"
        />
        <div className="absolute bottom-2 left-2">
          {index === 0 ? (
            <Badge tone="accent">{t('primary')}</Badge>
          ) : (
            <IconButton
              data-control="primary"
              label={t('makePrimary', { name })}
              icon={Star}
              onClick={() => props.onMove(tile, 0)}
              className="size-7! rounded-full border border-line-strong bg-raised"
            />
          )}
        </div>
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-1 p-2">
        <p className="truncate font-medium text-sm" title={name}>
          {name}
        </p>
        {isTravelling ? (
          <TravellingState upload={upload} isListed={isListed} />
        ) : (
          <StoredState media={media} error={error} />
        )}
        <div className="mt-auto">
          <TileButtons
            tile={tile}
            name={name}
            index={index}
            count={count}
            handle={handle}
            onMove={(to) => props.onMove(tile, to)}
            onDescribe={() => props.onDescribe(tile)}
            onReplace={() => props.onReplace(tile)}
          />
        </div>
      </div>
    </li>
  );
}

/** A finger has no keys to hold, and a keyboard goes from tile to tile: both add to the selection. */
function modeOf(event: MouseEvent): SelectMode {
  if (event.shiftKey) return 'range';
  const isCheck = event.target instanceof Element && event.target.closest('[data-check]') !== null;
  const isMouse = event.detail > 0 && !isTouch(event.nativeEvent);
  return event.ctrlKey || event.metaKey || isCheck || !isMouse ? 'toggle' : 'only';
}

function isTouch(event: Event): boolean {
  return event instanceof PointerEvent && event.pointerType === 'touch';
}
