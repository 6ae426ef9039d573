import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mebibyte } from './figures.ts';
import { freshen, makeNoiseFilm, makeNoisePictures } from './noise-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutroom-noise-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('noise is taken for what it pretends to be, at the size asked for', async () => {
  const film = await readFile(await makeNoiseFilm(join(folder, 'film.mp4'), 3 * mebibyte + 5));
  expect(film.length).toBe(3 * mebibyte + 5);
  expect((await fileTypeFromBuffer(film))?.ext).toBe('mp4');
  const [first = '', second = ''] = await makeNoisePictures(folder, 2, 1000);
  expect((await fileTypeFromBuffer(await readFile(first)))?.ext).toBe('jpg');
  expect(await readFile(first)).not.toEqual(await readFile(second));
});

test('a freshened file has the same size and type and differs at both ends', async () => {
  const [path = ''] = await makeNoisePictures(folder, 1, 1000);
  const before = await readFile(path);
  await freshen(path);
  const after = await readFile(path);
  expect(after.length).toBe(before.length);
  expect((await fileTypeFromBuffer(after))?.ext).toBe('jpg');
  expect(after.subarray(0, 64)).not.toEqual(before.subarray(0, 64));
  expect(after.subarray(-16)).not.toEqual(before.subarray(-16));
});
