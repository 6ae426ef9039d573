import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeVariants } from '#lib/images/variants.ts';
import { makeBareVariants } from './bare-variants.ts';
import { samplePicture } from './sample-pictures.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutroom-pictures-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(['jpeg', 'png', 'webp'] as const)('a %s of the size asked for', async (format) => {
  const picture = await samplePicture({ format, width: 403, height: 299 });
  expect(await sharp(picture).metadata()).toMatchObject({ format, width: 403, height: 299 });
});

test('a GIF that moves', async () => {
  const picture = await samplePicture({ format: 'gif', width: 120, height: 90, frames: 3 });
  const metadata = await sharp(picture, { animated: true }).metadata();
  expect(metadata).toMatchObject({ format: 'gif', width: 120, pages: 3, pageHeight: 90 });
});

test('the bare floor makes the files ours makes', async () => {
  const path = join(folder, 'photo.jpg');
  await writeFile(path, await samplePicture({ format: 'jpeg', width: 1600, height: 1200 }));
  const described = async (bytes: Uint8Array) => {
    const { format, width, height, size = 0 } = await sharp(bytes).metadata();
    return { kind: `${format} ${width}x${height}`, size };
  };
  const bare = await Promise.all((await makeBareVariants(path)).map(described));
  const { variants } = await makeVariants(path);
  const ours = await Promise.all(variants.map(({ bytes }) => described(bytes)));
  expect(bare.map(({ kind }) => kind)).toEqual(ours.map(({ kind }) => kind));
  for (const [index, { size }] of bare.entries()) {
    expect(Math.abs(size / (ours[index]?.size ?? 0) - 1)).toBeLessThan(0.05);
  }
});
