import { expect, test } from 'vitest';
import type { Upload, UploadState } from '#lib/client/upload/upload.ts';
import { hasSameActs } from './upload-acts.ts';

function inState(state: UploadState): { upload: Upload } {
  return {
    upload: {
      ...{ id: 'one', uploadId: 'at-the-server', mediaId: null, isShared: false },
      ...{ purpose: 'media.image', slot: null, page: null },
      ...{ file: null, fileName: 'a.jpg', byteSize: 100 },
      state,
    },
  };
}

const sent = (sentBytes: number) =>
  inState({
    ...{ name: 'uploading', sentBytes },
    ...{ bytesPerSecond: null, secondsLeft: null, waitingFor: null },
  });

test('while only bytes move, the buttons stay as they are', () => {
  expect(hasSameActs(sent(10), sent(90))).toBe(true);
});

test('another state has other buttons', () => {
  expect(hasSameActs(sent(10), inState({ name: 'paused', sentBytes: 10 }))).toBe(false);
  expect(hasSameActs(sent(90), inState({ name: 'verifying', waitingFor: null }))).toBe(false);
});

test('the first bytes make cancelling a loss', () => {
  expect(hasSameActs(sent(0), sent(1))).toBe(false);
});
