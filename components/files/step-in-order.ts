// Where a key leads a tile that was picked up: along the order of the files, also over the end of a row, as one reads.
import type { KeyboardCoordinateGetter } from '@dnd-kit/core';
import { nextIndex } from './next-index.ts';

/** Undefined for a key that leads nowhere. */
export const stepInOrder: KeyboardCoordinateGetter = (event, { context }) => {
  const { active, over, droppableRects } = context;
  const spots = [...droppableRects]
    .map(([id, { left, top }]) => ({ id, left, top }))
    .sort((one, other) => one.top - other.top || one.left - other.left);
  const index = spots.findIndex(({ id }) => id === (over?.id ?? active?.id));
  const columns = spots.filter(({ top }) => top === spots[0]?.top).length;
  const next = index < 0 ? null : nextIndex(event.code, { index, count: spots.length, columns });
  const spot = next === null ? undefined : spots[next];
  if (!spot) return undefined;
  event.preventDefault();
  return { x: spot.left, y: spot.top };
};
