import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeVariants } from '#lib/images/variants.ts';
import { mebibyte } from './figures.ts';
import { freshen, makeNoiseFilm, makePictures } from './noise-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutroom-noise-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('noise is taken for what it pretends to be, at the size asked for', async () => {
  const film = await readFile(await makeNoiseFilm(join(folder, 'film.mp4'), 3 * mebibyte + 5));
  expect(film.length).toBe(3 * mebibyte + 5);
  expect((await fileTypeFromBuffer(film))?.ext).toBe('mp4');
});

test('pictures have the size asked for, differ, and can still be read after they were freshened', async () => {
  const paths = await makePictures(folder, 2, 20_000);
  const [first, second] = await Promise.all(paths.map((path) => readFile(path)));
  expect(first).not.toEqual(second);
  const [path = ''] = paths;
  await freshen(path);
  const after = await readFile(path);
  expect(after.length).toBe(20_000);
  expect(after.subarray(0, 64)).not.toEqual(first?.subarray(0, 64));
  expect(after.subarray(-16)).not.toEqual(first?.subarray(-16));
  expect((await makeVariants(path)).variants).toHaveLength(5);
});
