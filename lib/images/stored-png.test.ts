import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeStoredPng } from './stored-png.ts';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stored-png-'));
  path = join(folder, 'a.png');
});
afterAll(() => rm(folder, { recursive: true }));

test.each([3, 4] as const)('%s channels come back as they were', async (channels) => {
  const [width, height] = [300, 200];
  // Rows may lie further apart than they are long.
  const stride = width * channels + 16;
  const data = Uint8Array.from({ length: stride * height }, (_, at) => (at * 7) % 256);
  await writeStoredPng(path, { width, height, channels, data, stride });
  const read = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  expect(read.info).toMatchObject({ width, height, channels });
  for (const row of [0, 99, height - 1]) {
    const begin = row * width * channels;
    const seen = read.data.subarray(begin, begin + width * channels);
    const meant = data.subarray(row * stride, row * stride + width * channels);
    expect(Buffer.compare(seen, meant), `row ${row}`).toBe(0);
  }
});

test('a profile is read as it was written', async () => {
  const tagged = sharp({ create: { width: 4, height: 4, channels: 3, background: '#ff0000' } });
  const { icc } = await sharp(await tagged.withIccProfile('p3').png().toBuffer()).metadata();
  if (!icc) throw new Error('sharp wrote no profile');
  const pixels = {
    width: 1,
    height: 1,
    channels: 3,
    data: Uint8Array.of(1, 2, 3),
    stride: 3,
  } as const;
  await writeStoredPng(path, pixels, icc);
  const metadata = await sharp(path).metadata();
  expect(metadata.icc && Buffer.compare(metadata.icc, icc)).toBe(0);
});
