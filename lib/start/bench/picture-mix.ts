// What a library is sent: pictures of all kinds and sizes.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PictureShape, samplePicture } from '#lib/testing/sample-pictures.ts';

const kinds = [
  'jpeg',
  'png',
  'jpeg',
  'webp',
  'jpeg',
  'jpeg',
  'png',
  'webp',
  'jpeg',
  'gif',
] as const;
const extensions = { jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif' } as const;
const smallest = 200_000;
const largest = 12_000_000;
/** Of one frame: an animation is many pictures. */
const largestGif = 500_000;
const gifFrames = 6;

/**
 * So many different shapes, of every ten five JPEGs, two PNGs, two WebPs and an animated GIF; from 0.2
 * to 12 megapixels, each as many times the one before, and every kind of all sizes.
 */
export function pictureMix(count: number): PictureShape[] {
  return Array.from({ length: count }, (_, index) => {
    const format = kinds[index % kinds.length] ?? 'jpeg';
    // Steps of the golden ratio: however many are taken, they lie evenly.
    const share = (index * 0.618034) % 1;
    const most = format === 'gif' ? largestGif : largest;
    const pixels = smallest * (most / smallest) ** share;
    const width = Math.round(Math.sqrt((pixels * 4) / 3));
    return {
      ...{ format, width, height: Math.round(pixels / width) },
      ...(format === 'gif' && { frames: gifFrames }),
    };
  });
}

/** Writes them and answers their paths. */
export async function writePictures(folder: string, shapes: PictureShape[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const [index, shape] of shapes.entries()) {
    const path = join(folder, `mixed-${index}.${extensions[shape.format]}`);
    await writeFile(path, await samplePicture(shape));
    paths.push(path);
  }
  return paths;
}
