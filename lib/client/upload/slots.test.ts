import { expect, test } from 'vitest';
import { lastAt, steadyList, uploadsAt } from './slots.ts';
import type { Upload, UploadState } from './upload.ts';

const images = 'product:new:1:images';

const upload = (id: string, state: UploadState, slot: string | null = images): Upload => ({
  ...{ id, purpose: 'product.image', slot, page: '/products/new' },
  ...{ fileName: `${id}.jpg`, byteSize: 10, file: null },
  ...{ uploadId: null, mediaId: null, isShared: false },
  state,
});
const ready: UploadState = { name: 'ready' };
const paused: UploadState = { name: 'paused', sentBytes: 1 };

test('a place holds every file brought to it, in order, without the cancelled and the released', () => {
  const uploads = [
    upload('a', ready),
    upload('b', paused, 'product:new:1:variant'),
    upload('c', { name: 'cancelled' }),
    upload('d', ready, null),
    upload('e', paused),
  ];
  expect(uploadsAt(images, uploads).map(({ id }) => id)).toEqual(['a', 'e']);
  expect(lastAt(images, uploads)?.id).toBe('e');
  expect(lastAt('elsewhere', uploads)).toBeUndefined();
});

test('a list that holds the same is the same list', () => {
  const steady = steadyList<Upload>();
  const [a, b] = [upload('a', ready), upload('b', ready)];
  const first = steady([a, b]);
  expect(steady([a, b])).toBe(first);
  expect(steady([b, a])).toEqual([b, a]);
  expect(steady([b])).toEqual([b]);
  expect(steady([])).toEqual([]);
});
