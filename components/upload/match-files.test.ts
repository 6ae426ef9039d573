import { expect, test } from 'vitest';
import type { Upload, UploadState } from '#lib/client/upload/upload.ts';
import { matchFiles } from './match-files.ts';

const forFile: UploadState = { name: 'waiting', needs: 'file' };
const upload = (
  id: string,
  fileName: string,
  byteSize: number,
  state: UploadState = forFile,
): Upload => ({
  id,
  purpose: 'media.image',
  slot: null,
  page: null,
  fileName,
  byteSize,
  file: null,
  uploadId: id,
  mediaId: null,
  isShared: false,
  state,
});
const file = (name: string, size: number) => new File([new Uint8Array(size)], name);
const pairs = (...call: Parameters<typeof matchFiles>) =>
  matchFiles(...call).map(({ upload, file }) => [upload.id, file.name]);

test('files find their uploads by name and size, in any order', () => {
  const uploads = [upload('a', 'one.jpg', 3), upload('b', 'two.jpg', 4)];
  const files = [file('two.jpg', 4), file('three.jpg', 3), file('one.jpg', 3)];
  expect(pairs(uploads, files)).toEqual([
    ['a', 'one.jpg'],
    ['b', 'two.jpg'],
  ]);
});

test('a file of another size is not the one', () => {
  expect(pairs([upload('a', 'one.jpg', 3)], [file('one.jpg', 4)])).toEqual([]);
});

test('two uploads of the same name and size share one file with nobody', () => {
  const uploads = [upload('a', 'one.jpg', 3), upload('b', 'one.jpg', 3)];
  expect(pairs(uploads, [file('one.jpg', 3)], uploads[1])).toEqual([['b', 'one.jpg']]);
  expect(pairs(uploads, [file('one.jpg', 3), file('one.jpg', 3)])).toHaveLength(2);
});

test('a single file picked for an upload may have been renamed', () => {
  const uploads = [upload('a', 'one.jpg', 3)];
  expect(pairs(uploads, [file('renamed.jpg', 3)], uploads[0])).toEqual([['a', 'renamed.jpg']]);
  expect(pairs(uploads, [file('renamed.jpg', 3)])).toEqual([]);
  expect(pairs(uploads, [file('renamed.jpg', 3), file('other.jpg', 3)], uploads[0])).toEqual([]);
});

test('only what waits for its file takes one', () => {
  const asks: UploadState = { name: 'waiting', needs: 'permission' };
  const uploads = [upload('a', 'one.jpg', 3, asks), upload('b', 'one.jpg', 3, { name: 'queued' })];
  expect(pairs(uploads, [file('one.jpg', 3)])).toEqual([]);
});
