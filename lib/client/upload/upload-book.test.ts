import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Upload, UploadState } from './upload.ts';
import { UploadBook } from './upload-book.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const upload = (id: string): Upload => ({
  ...{ id, purpose: 'film.video', slot: null, page: null, fileName: id, byteSize: 10 },
  ...{ file: null, uploadId: null, mediaId: null, isShared: false },
  state: { name: 'signing', waitingFor: null },
});
const sending = (sentBytes: number, waitingFor: 'retry' | null = null): UploadState => ({
  ...{ name: 'uploading', sentBytes, waitingFor },
  ...{ bytesPerSecond: null, secondsLeft: null },
});

test('many changes of one moment are told once, and what did not change is the same object', async () => {
  const book = new UploadBook();
  book.add([upload('a'), upload('b')]);
  const before = book.snapshot();
  const listener = vi.fn();
  book.subscribe(listener);
  await vi.advanceTimersByTimeAsync(0);
  listener.mockClear();
  book.move('a', sending(1));
  book.change('a', { mediaId: 'm' });
  await vi.advanceTimersByTimeAsync(0);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(book.snapshot()).not.toBe(before);
  expect(book.snapshot()[1]).toBe(before[1]);
  expect(book.snapshot()).toBe(book.snapshot());
});

test('mere progress is told four times a second, what it waits for at once', async () => {
  const book = new UploadBook();
  book.add([upload('a')]);
  book.move('a', sending(1));
  await vi.advanceTimersByTimeAsync(0);
  const listener = vi.fn();
  book.subscribe(listener);
  for (let sent = 2; sent < 9; sent += 1) book.move('a', sending(sent));
  await vi.advanceTimersByTimeAsync(249);
  expect(listener).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(listener).toHaveBeenCalledTimes(1);
  book.move('a', sending(9, 'retry'));
  await vi.advanceTimersByTimeAsync(0);
  expect(listener).toHaveBeenCalledTimes(2);
});

test('of hundreds, changes are gathered for half a second', async () => {
  const book = new UploadBook();
  book.add(Array.from({ length: 101 }, (_, index) => upload(String(index))));
  await vi.advanceTimersByTimeAsync(500);
  const listener = vi.fn();
  book.subscribe(listener);
  book.move('0', sending(1));
  book.move('1', { name: 'failed', failure: { during: 'upload', error: new Error('no') } });
  await vi.advanceTimersByTimeAsync(499);
  expect(listener).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(listener).toHaveBeenCalledTimes(1);
});

test('a move the table does not have changes nothing', () => {
  const book = new UploadBook();
  book.add([upload('a')]);
  expect(book.move('a', { name: 'ready' })).toBe(false);
  expect(book.get('a')?.state.name).toBe('signing');
  expect(book.move('nobody', { name: 'ready' })).toBe(false);
});
