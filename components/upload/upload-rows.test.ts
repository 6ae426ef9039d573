import { expect, test } from 'vitest';
import type { Upload, UploadState } from '#lib/client/upload/upload.ts';
import { rowsOf } from './upload-rows.ts';

const upload = (id: string, state: UploadState): Upload => ({
  id,
  purpose: 'media.image',
  slot: null,
  page: null,
  fileName: id,
  byteSize: 1,
  file: null,
  uploadId: null,
  mediaId: null,
  isShared: false,
  state,
});
const keys = (...uploads: Upload[]) => rowsOf(uploads).map(({ key }) => key);

test('what waits comes first, what arrived last comes first among its kind', () => {
  const listed = keys(
    upload('a', { name: 'ready' }),
    upload('b', { name: 'queued' }),
    upload('c', { name: 'waiting', needs: 'file' }),
    upload('d', { name: 'processing', progress: 0, stage: null }),
    upload('e', { name: 'failed', failure: { during: 'upload', error: null } }),
  );
  const expected = ['of waiting', 'c', 'of underWay', 'b', 'e', 'of stored', 'd', 'a'];
  expect(listed).toEqual(expected);
});

test('a single section needs no heading, unless a person has to do something', () => {
  expect(keys(upload('a', { name: 'queued' }), upload('b', { name: 'queued' }))).toEqual([
    'a',
    'b',
  ]);
  expect(keys(upload('a', { name: 'waiting', needs: 'permission' }))).toEqual(['of waiting', 'a']);
  expect(keys()).toEqual([]);
});
