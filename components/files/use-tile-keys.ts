'use client';
// The keys of the grid: arrows go from tile to tile, Ctrl+A selects all, Delete removes.
import { type RefObject, useEffect, useRef } from 'react';
import { nextIndex } from '#components/sorting/next-index.ts';

type TileKeys = {
  /** While something is dragged, the keys belong to that. */
  isDragging: () => boolean;
  onSelectAll: () => void;
  onDelete: (key: string) => void;
};

/** A tile is an element with `data-row`, its key; what can have the focus in it has `data-control`. */
export function useTileKeys(list: RefObject<HTMLElement | null>, keys: TileKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const grid = list.current;
    // Not React's: those of a dialog opened from here would come by as well.
    const hear = (event: KeyboardEvent) => {
      const { isDragging, onSelectAll, onDelete } = latest.current;
      const { target, key } = event;
      if (!grid || isDragging() || event.altKey || !(target instanceof HTMLElement)) return;
      const tile = target.closest<HTMLElement>('[data-row]');
      if (event.ctrlKey || event.metaKey) {
        if (key.toLowerCase() !== 'a') return;
        onSelectAll();
      } else if (!tile) return;
      else if (key === 'Delete' || key === 'Backspace') onDelete(tile.dataset.row ?? '');
      else if (!focusNeighbour(grid, tile, target, key)) return;
      event.preventDefault();
    };
    grid?.addEventListener('keydown', hear);
    return () => grid?.removeEventListener('keydown', hear);
  }, [list]);
}

/** Answers whether the key leads from tile to tile. The same button of the next one gets the focus. */
function focusNeighbour(
  grid: HTMLElement,
  tile: HTMLElement,
  target: HTMLElement,
  key: string,
): boolean {
  const tiles = [...grid.querySelectorAll<HTMLElement>('[data-row]')];
  const columns = getComputedStyle(grid).gridTemplateColumns.split(' ').length;
  const next = nextIndex(key, { index: tiles.indexOf(tile), count: tiles.length, columns });
  if (next === null) return false;
  const { control } = target.dataset;
  const neighbour = tiles[next];
  const same = control && neighbour?.querySelector<HTMLElement>(`[data-control="${control}"]`);
  const any = neighbour?.querySelector<HTMLElement>('[data-control]');
  (same || any)?.focus();
  return true;
}
