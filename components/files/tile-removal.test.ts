import { expect, test } from 'vitest';
import type { Upload, UploadState } from '#lib/client/upload/upload.ts';
import { isFresh, isLoss, mediaToDelete } from './tile-removal.ts';

const upload = (state: UploadState, isShared = false): Upload => ({
  ...{ id: 'u', purpose: 'product.image', slot: 'here', page: '/products/new' },
  ...{ fileName: 'u.jpg', byteSize: 10, file: null, uploadId: null, mediaId: 'm' },
  ...{ isShared, state },
});
const sending = (sentBytes: number): UploadState => ({
  ...{ name: 'uploading', sentBytes, bytesPerSecond: null, secondsLeft: null, waitingFor: null },
});
const failed: UploadState = { name: 'failed', failure: { during: 'upload', error: null } };
const notProcessed: UploadState = {
  name: 'failed',
  failure: { during: 'processing', code: 'internal' },
};

test.each<[string, Upload | 'brought in' | undefined, boolean, boolean, string | null]>([
  ['was saved before', undefined, false, false, null],
  ['was stored for the draft on an earlier visit', 'brought in', true, true, 'm'],
  ['was in the library before', upload({ name: 'ready' }, true), false, false, null],
  ['waits for its turn', upload({ name: 'queued' }), true, false, null],
  ['has sent nothing yet', upload(sending(0)), true, false, null],
  ['has sent something', upload(sending(1)), true, true, null],
  ['did not arrive', upload(failed), true, false, null],
  ['is stored', upload({ name: 'ready' }), true, true, 'm'],
  ['is stored and could not be processed', upload(notProcessed), true, true, 'm'],
])('a file that %s', (_, of, fresh, loss, mediaId) => {
  const isBroughtIn = of === 'brought in';
  const tile = { key: 'm', mediaId: 'm', upload: isBroughtIn ? undefined : of, isBroughtIn };
  expect({ fresh: isFresh(tile), loss: isLoss(tile), mediaId: mediaToDelete(tile) }).toEqual({
    fresh,
    loss,
    mediaId,
  });
});
