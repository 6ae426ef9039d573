'use client';
// The files of the file manager in their order: to be looked at, selected and moved.
import { useRef } from 'react';
import { SortableList } from '#components/sorting/sortable-list.tsx';
import type { Sorting } from '#components/sorting/use-sorting.ts';
import { useHeldFocus } from '#components/upload/use-held-focus.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { FileTile, type TileActs } from './file-tile.tsx';
import { useTileKeys } from './use-tile-keys.ts';
import type { Tile } from './use-tiles.ts';

type TileGridProps = TileActs & {
  label: string;
  tiles: readonly Tile[];
  type: MediaType;
  selectedKeys: ReadonlySet<string>;
  sorting: Sorting;
  onSelectAll: () => void;
  /** The Delete key; the tile it was pressed on. */
  onDelete: (key: string) => void;
};

export function TileGrid(props: TileGridProps) {
  const { label, tiles, type, selectedKeys, sorting, onSelectAll, onDelete, ...acts } = props;
  const list = useRef<HTMLUListElement>(null);
  useHeldFocus(list);
  useTileKeys(list, { isDragging: sorting.isDragging, onSelectAll, onDelete });
  const listed = new Set(tiles.map(({ mediaId }) => mediaId));
  return (
    <SortableList keys={tiles.map(({ key }) => key)} layout="grid" context={sorting.context}>
      <ul
        ref={list}
        aria-label={label}
        tabIndex={-1}
        className="grid grid-cols-2 gap-3 outline-none sm:grid-cols-3 md:grid-cols-4"
      >
        {tiles.map((tile, index) => (
          <FileTile
            key={tile.key}
            tile={tile}
            index={index}
            count={tiles.length}
            type={type}
            isSelected={selectedKeys.has(tile.key)}
            isListed={
              tile.upload?.state.name === 'duplicate' && listed.has(tile.upload.state.of.mediaId)
            }
            {...acts}
          />
        ))}
      </ul>
    </SortableList>
  );
}
