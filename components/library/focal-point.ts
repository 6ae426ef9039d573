// Where the mark of a focal point goes when one points at the picture or presses a key.
import type { FocalPoint } from '#lib/shared/schemas/media.ts';

const step = 0.01;
const largeStep = 0.1;

const directions: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The point a key moves to, or null when it moves nothing. With Shift ten steps at once. */
export function pointAfterKey(point: FocalPoint, key: string, isLarge: boolean): FocalPoint | null {
  const direction = directions[key];
  if (!direction) return null;
  const [x, y] = direction;
  const by = isLarge ? largeStep : step;
  return within({ x: point.x + x * by, y: point.y + y * by });
}

type Box = { left: number; top: number; width: number; height: number };

/** The point of the picture, which fills `box`, under the pointer; beside it, the nearest edge. */
export function pointAt(pointer: { clientX: number; clientY: number }, box: Box): FocalPoint {
  return within({
    x: (pointer.clientX - box.left) / box.width,
    y: (pointer.clientY - box.top) / box.height,
  });
}

/** In whole hundredths, which is finer than anybody aims. */
function within({ x, y }: FocalPoint): FocalPoint {
  return { x: share(x), y: share(y) };
}

function share(value: number): number {
  return Math.round(Math.max(0, Math.min(1, value)) * 100) / 100;
}
