import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTime } from './in-time.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what is done in time is answered, and nothing waits on', async () => {
  expect(await inTime(Promise.resolve('made'), 1000)).toBe('made');
  expect(vi.getTimerCount()).toBe(0);
});

test('what takes longer is left out, also when it fails later', async () => {
  let fail: (error: Error) => void = () => {};
  const work = new Promise<string>((_, reject) => {
    fail = reject;
  });
  const answer = inTime(work, 1000);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await answer).toBeUndefined();
  fail(new Error('late'));
});

test('what fails in time fails', async () => {
  await expect(inTime(Promise.reject(new Error('broken')), 1000)).rejects.toThrow('broken');
});
