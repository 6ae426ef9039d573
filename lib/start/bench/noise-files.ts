// Makes files for the benchmarks: films of noise behind a head that is let in, and real pictures.
import { randomBytes } from 'node:crypto';
import { mkdir, open, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { samplePhoto } from '#lib/testing/sample-files.ts';
import { mebibyte } from './figures.ts';

/** The first box of an MP4. */
const filmHead = Buffer.from('000000186674797069736f6d0000000069736f6d69736f32', 'hex');
const freshBytes = 16;

/** Writes a film of random bytes; nothing of it is left out on disk or can be compressed. */
export async function makeNoiseFilm(path: string, byteSize: number): Promise<string> {
  await writeNoise(path, byteSize, filmHead);
  return path;
}

/** Writes so many pictures that can be processed, each with bytes of its own; answers their paths. */
export async function makePictures(
  folder: string,
  count: number,
  byteSize: number,
): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, index) => join(folder, `picture-${index}.jpg`));
  const picture = await samplePhoto(byteSize);
  await mkdir(folder, { recursive: true });
  for (const path of paths) {
    await writeFile(path, picture);
    await freshen(path);
  }
  return paths;
}

/** Makes another file of it for whoever compares: other bytes near the start and at the end, where they do no harm. */
export async function freshen(path: string): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  await file.write(randomBytes(freshBytes), 0, freshBytes, filmHead.length);
  await file.write(randomBytes(freshBytes), 0, freshBytes, size - freshBytes);
  await file.close();
}

async function writeNoise(path: string, byteSize: number, head: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'w');
  for (let written = 0; written < byteSize; written += mebibyte) {
    await file.write(randomBytes(Math.min(mebibyte, byteSize - written)));
  }
  await file.write(head, 0, head.length, 0);
  await file.close();
}
