import { expect, test } from 'vitest';
import { defaultUploadPolicy, maxFilesAtOnce } from '#lib/shared/upload-policy.ts';
import { sortFiles } from './library-intake.ts';

const megabyte = 1024 * 1024;

function fileOf(name: string, size = 10, at?: { path?: string; webkitRelativePath?: string }) {
  const file = new File(['x'], name);
  Object.defineProperty(file, 'size', { value: size });
  for (const [key, value] of Object.entries(at ?? {})) Object.defineProperty(file, key, { value });
  return file;
}

const sort = (...files: File[]) => sortFiles(files, defaultUploadPolicy);

test('each file goes by its kind', () => {
  const { taken, refusals } = sort(
    fileOf('a.JPG'),
    fileOf('b.mkv'),
    fileOf('c.m4a'),
    new File(['x'], 'pasted', { type: 'image/png' }),
  );
  expect(taken.map(({ purpose }) => purpose)).toEqual([
    'media.image',
    'media.video',
    'media.audio',
    'media.image',
  ]);
  expect(refusals).toEqual([]);
});

test('what does not fit is grouped by reason, and the limit is that of its kind', () => {
  const { taken, refusals } = sort(
    fileOf('notes.txt'),
    fileOf('limit.png', 10 * megabyte),
    fileOf('large.png', 10 * megabyte + 1),
    fileOf('long.mp4', 10 * megabyte + 1),
    fileOf('huge.mp4', 100 * megabyte + 1),
    fileOf('list.pdf'),
    fileOf('nothing.gif', 0),
  );
  expect(taken.map(({ file }) => file.name)).toEqual(['limit.png', 'long.mp4']);
  expect(refusals).toEqual([
    { reason: 'type', fileNames: ['notes.txt', 'list.pdf'] },
    { reason: 'tooLarge', purpose: 'media.image', fileNames: ['large.png'] },
    { reason: 'tooLarge', purpose: 'media.video', fileNames: ['huge.mp4'] },
    { reason: 'empty', fileNames: ['nothing.gif'] },
  ]);
});

test.each([
  fileOf('.DS_Store'),
  fileOf('Thumbs.db'),
  fileOf('._photo.jpg'),
  fileOf('photo.jpg', 10, { webkitRelativePath: 'trip/.thumbnails/photo.jpg' }),
  fileOf('photo.jpg', 10, { path: '/trip/__MACOSX/photo.jpg' }),
])('$name of a system is passed over', (file) => {
  expect(sort(file)).toEqual({ taken: [], refusals: [], tooMany: null });
});

test('a path that begins here is not hidden', () => {
  const files = [
    fileOf('a.jpg', 10, { path: './a.jpg' }),
    fileOf('b.jpg', 10, { path: '../b.jpg' }),
    fileOf('…c.jpg', 10, { webkitRelativePath: 'trip/…c.jpg' }),
  ];
  expect(sort(...files).taken).toHaveLength(3);
});

test('as many as the limit are taken, one more and none is; only what would be taken counts', () => {
  const images = Array.from({ length: maxFilesAtOnce }, (_, index) => fileOf(`${index}.jpg`));
  expect(sort(...images, fileOf('notes.txt')).taken).toHaveLength(maxFilesAtOnce);
  expect(sort(...images, fileOf('last.jpg'))).toEqual({
    taken: [],
    refusals: [],
    tooMany: maxFilesAtOnce + 1,
  });
});
