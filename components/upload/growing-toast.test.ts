import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Upload } from '#lib/client/upload/upload.ts';
import { createGrowingToast } from './growing-toast.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const files = (...ids: string[]) => ids.map((id) => ({ id }) as Upload);

function stage() {
  const shown: string[] = [];
  let close: () => void = () => undefined;
  const growing = createGrowingToast((uploads, onGone) => {
    shown.push(uploads.map(({ id }) => id).join(''));
    close = onGone;
  });
  return { growing, shown, close: () => close() };
}

test('the first file is told at once, those that follow every three seconds, all in one', () => {
  const { growing, shown } = stage();
  growing.add(files('a'));
  vi.advanceTimersByTime(0);
  expect(shown).toEqual(['a']);
  growing.add(files('b'));
  vi.advanceTimersByTime(1_000);
  growing.add(files('c', 'd'));
  expect(shown).toEqual(['a']);
  vi.advanceTimersByTime(2_000);
  expect(shown).toEqual(['a', 'abcd']);
});

test('once the toast has gone it begins anew, with what was not told yet', () => {
  const { growing, shown, close } = stage();
  growing.add(files('a', 'b'));
  vi.advanceTimersByTime(0);
  growing.add(files('c'));
  close();
  vi.advanceTimersByTime(3_000);
  close();
  vi.advanceTimersByTime(60_000);
  growing.add(files('d'));
  vi.advanceTimersByTime(0);
  expect(shown).toEqual(['ab', 'c', 'd']);
});

test('nothing is told of nothing, nor after the end', () => {
  const { growing, shown } = stage();
  growing.add([]);
  growing.add(files('a'));
  growing.stop();
  vi.advanceTimersByTime(60_000);
  expect(shown).toEqual([]);
});
