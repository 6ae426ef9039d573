import { expect, test } from 'vitest';
import { nextToSetOut } from './set-out.ts';
import type { Upload } from './upload.ts';

const mebibyte = 1024 * 1024;

function files(count: number, byteSize: number): Upload[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ id: String(index), purpose: 'media.image', slot: null, page: null },
    ...{ file: null, fileName: 'a', byteSize, uploadId: null, mediaId: null, isShared: false },
    state: { name: 'queued' },
  }));
}
const small = (count: number) => files(count, 200_000);
const large = (count: number) => files(count, 500 * mebibyte);

test.each([
  ['three large files', large(5), [], 3],
  ['a hundred small ones, nearly', small(200), [], 96],
  ['a large one as soon as another has gone', large(5), large(2), 1],
  ['nobody beside three large ones', small(5), large(3), 0],
  ['one small file at once while there are few', small(1), small(12), 1],
  ['nobody when one of many has gone', small(100), small(95), 0],
  ['nobody while fewer than 48 of many have gone', small(100), small(49), 0],
  ['48 together once so many have gone', small(100), small(48), 48],
])('there is room for %s', (_, queued, travelling, count) => {
  expect(nextToSetOut(queued, travelling)).toEqual(queued.slice(0, count));
});
