// Where a key leads an item that was picked up: along the order of the list, also over the end of a row, as one reads.
import type { KeyboardCoordinateGetter } from '@dnd-kit/core';
import { nextIndex } from './next-index.ts';

/** Undefined for a key that leads nowhere. */
export const stepInOrder: KeyboardCoordinateGetter = (event, { context }) => {
  const { active, over, collisionRect, droppableRects } = context;
  const spots = [...droppableRects]
    .map(([id, { left, top, height }]) => ({ id, left, top, height }))
    .sort((one, other) => one.top - other.top || one.left - other.left);
  const index = spots.findIndex(({ id }) => id === (over?.id ?? active?.id));
  const columns = spots.filter(({ top }) => top === spots[0]?.top).length;
  const next = index < 0 ? null : nextIndex(event.code, { index, count: spots.length, columns });
  const spot = next === null ? undefined : spots[next];
  if (!spot) return undefined;
  event.preventDefault();
  // Middle on middle, as the items of a column are not equally high.
  const spare = spot.height - (collisionRect?.height ?? spot.height);
  return { x: spot.left, y: spot.top + spare / 2 };
};
