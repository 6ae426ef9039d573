import { expect, test } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import { NetworkError } from '../network-error.ts';
import {
  canMove,
  canRetry,
  isStored,
  isUnderWay,
  sentShare,
  type Upload,
  type UploadState,
} from './upload.ts';

const upload = (state: UploadState, size = 100): Upload => ({
  id: 'a',
  purpose: 'film.video',
  slot: null,
  page: '/',
  fileName: 'a.mp4',
  byteSize: size,
  file: new File([new Uint8Array(size)], 'a.mp4'),
  uploadId: null,
  mediaId: null,
  isShared: false,
  state,
});
const refusedWith = (error: unknown) =>
  upload({ name: 'failed', failure: { during: 'upload', error } });
const sending = (sentBytes: number): UploadState => ({
  name: 'uploading',
  sentBytes,
  bytesPerSecond: null,
  secondsLeft: null,
  waitingFor: null,
});

test('what is over stays over, and nothing skips the check of the server', () => {
  expect(canMove('ready', 'uploading')).toBe(false);
  expect(canMove('cancelled', 'uploading')).toBe(false);
  expect(canMove('uploading', 'ready')).toBe(false);
  expect(canMove('processing', 'cancelled')).toBe(false);
  expect(canMove('failed', 'queued')).toBe(true);
});

test('several uploads are weighed by their bytes', () => {
  expect(sentShare([])).toBe(1);
  expect(sentShare([upload(sending(100), 100), upload(sending(0), 300)])).toBe(0.25);
  expect(
    sentShare([upload({ name: 'verifying', waitingFor: null }), upload({ name: 'queued' })]),
  ).toBe(0.5);
});

test('a file whose processing failed is stored; one that was refused is not', () => {
  const processing = upload({
    name: 'failed',
    failure: { during: 'processing', code: 'corrupt_file' },
  });
  const refused = refusedWith(new Error());
  expect([isStored(processing), isUnderWay(processing)]).toEqual([true, false]);
  // Else the share of the whole would fall when one of many turns out to be damaged.
  expect(sentShare([processing])).toBe(1);
  expect([isStored(refused), isUnderWay(refused)]).toEqual([false, false]);
  expect(isUnderWay(upload({ name: 'verifying', waitingFor: null }))).toBe(true);
});

test('a file of the wrong kind is not worth another try; a broken connection is', () => {
  expect(canRetry(refusedWith(new AppError('unsupported_media_type', 'No.')))).toBe(false);
  expect(canRetry(refusedWith(new AppError('storage_unavailable', 'Later.')))).toBe(true);
  expect(canRetry(refusedWith(new NetworkError('Broken.')))).toBe(true);
  expect(canRetry(upload({ name: 'ready' }))).toBe(false);
});
