// The picture that image tests look at: four quarters, each in a colour of its own, so that turns and mirrors show.
import sharp from 'sharp';
import { expect } from 'vitest';

export const [width, height] = [120, 80];
/** Upper left, upper right, lower left, lower right. */
const quarters = [
  [220, 30, 30],
  [30, 200, 30],
  [30, 30, 220],
  [230, 220, 40],
] as const;

export function quarterAt(x: number, y: number) {
  const index = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);
  return quarters[index] ?? quarters[0];
}

/** The colours in the middles of the four quarters, alpha laid on black. */
export async function quartersOf(bytes: Uint8Array): Promise<number[][]> {
  const { data, info } = await sharp(bytes)
    .toColourspace('srgb')
    .flatten({ background: '#000000' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [0, 1, 2, 3].map((index) => {
    const x = Math.floor(info.width * (index % 2 === 0 ? 0.25 : 0.75));
    const y = Math.floor(info.height * (index < 2 ? 0.25 : 0.75));
    const at = (y * info.width + x) * info.channels;
    return [...data.subarray(at, at + 3)];
  });
}

export function expectQuarters(seen: number[][], tolerance: number) {
  for (const [index, colour] of seen.entries()) {
    const off = colour.map((value, i) => Math.abs(value - (quarters[index]?.[i] ?? -1)));
    expect(Math.max(...off), `quarter ${index}: ${colour}`).toBeLessThanOrEqual(tolerance);
  }
}
