// Where a square crop lies in a picture: the same for whoever cuts it and whoever shows it beforehand.
import type { FocalPoint } from './schemas/media.ts';

/** What crops keep in view while nobody chose. */
export const centre: FocalPoint = { x: 0.5, y: 0.5 };

export type Square = { left: number; top: number; side: number };

/**
 * The largest square of whole pixels with the point as near to its middle as the edges allow.
 * `width` and `height` are those of the picture as it is shown.
 */
export function squareAround(point: FocalPoint, width: number, height: number): Square {
  const side = Math.min(width, height);
  return {
    side,
    left: startOf(point.x, side, width),
    top: startOf(point.y, side, height),
  };
}

function startOf(share: number, side: number, length: number): number {
  const start = Math.round(share * length - side / 2);
  return Math.max(0, Math.min(length - side, start));
}
