import { expect, test } from 'vitest';
import type { Upload, UploadState } from '#lib/client/upload/upload.ts';
import { emptyBatch, nextBatch, summaryOf } from './queue-summary.ts';

const upload = (id: string, state: UploadState, byteSize = 100): Upload => ({
  id,
  purpose: 'media.image',
  slot: null,
  page: null,
  fileName: `${id}.jpg`,
  byteSize,
  file: null,
  uploadId: null,
  mediaId: null,
  isShared: false,
  state,
});
const sending = (sentBytes: number, bytesPerSecond: number | null): UploadState => ({
  name: 'uploading',
  sentBytes,
  bytesPerSecond,
  secondsLeft: null,
  waitingFor: null,
});
const summary = (uploads: Upload[], batch = nextBatch(emptyBatch, uploads)) =>
  summaryOf(uploads, batch);

test('the share of the whole does not fall when one of them arrives', () => {
  const before = [upload('a', sending(90, 10)), upload('b', sending(10, 10))];
  const batch = nextBatch(emptyBatch, before);
  expect(summary(before, batch).share).toBe(0.5);
  const after = [upload('a', { name: 'ready' }), upload('b', sending(10, 10))];
  const next = nextBatch(batch, after);
  expect(next).toBe(batch);
  expect(summary(after, next)).toMatchObject({ share: 0.55, runningCount: 1 });
});

test('what was finished before does not count for those that set out later', () => {
  const batch = nextBatch(new Set(['a']), [upload('a', { name: 'ready' })]);
  expect(batch.size).toBe(0);
  const later = [upload('a', { name: 'ready' }, 900), upload('b', sending(10, null))];
  expect(summary(later, nextBatch(batch, later)).share).toBe(0.1);
});

test('sent is not stored: the share stays below the whole until the server has checked', () => {
  expect(summary([upload('a', { name: 'verifying', waitingFor: null })]).share).toBe(0.99);
  expect(summary([upload('a', { name: 'ready' })]).share).toBe(1);
});

test('speeds add up, and the time left counts those in line but not the paused', () => {
  const uploads = [
    upload('a', sending(50, 20)),
    upload('b', sending(0, 30)),
    upload('c', { name: 'queued' }),
    upload('d', { name: 'paused', sentBytes: 10 }),
  ];
  expect(summary(uploads)).toMatchObject({
    runningCount: 4,
    bytesPerSecond: 50,
    secondsLeft: 5,
    canPauseAny: true,
    canResumeAny: true,
  });
});

test('no time is promised while a speed is unknown', () => {
  const uploads = [upload('a', sending(50, 20)), upload('b', sending(0, null))];
  expect(summary(uploads)).toMatchObject({ bytesPerSecond: 20, secondsLeft: null });
  const none = [upload('c', { name: 'queued' })];
  expect(summary(none)).toMatchObject({ bytesPerSecond: null, secondsLeft: null });
});

test.each<[string, UploadState, boolean]>([
  ['one left from earlier', { name: 'waiting', needs: 'file' }, true],
  ['a failed one', { name: 'failed', failure: { during: 'upload', error: null } }, true],
  ['a question', { name: 'duplicate', of: { mediaId: 'm', fileName: '', createdAt: '' } }, true],
  ['an ended session', { name: 'signing', waitingFor: 'login' }, true],
  ['a lost connection', { name: 'signing', waitingFor: 'connection' }, false],
  ['a paused one', { name: 'paused', sentBytes: 0 }, false],
])('%s needs somebody: %s', (_, state, expected) => {
  expect(summary([upload('a', state)]).needsSomebody).toBe(expected);
});
