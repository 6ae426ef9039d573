import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { borrowUrl, giveUrlBack } from './preview-url.ts';

let revoked: string[];

beforeEach(() => {
  vi.useFakeTimers();
  revoked = [];
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url));
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const aFile = () => new File(['abc'], 'a.jpg', { type: 'image/jpeg' });

test('all who show a file share one address, revoked when the last is gone', () => {
  const file = aFile();
  const url = borrowUrl(file);
  expect(borrowUrl(file)).toBe(url);
  giveUrlBack(file);
  vi.runAllTimers();
  expect(revoked).toEqual([]);
  giveUrlBack(file);
  vi.runAllTimers();
  expect(revoked).toEqual([url]);
});

test('whoever takes a file over in the same moment keeps its address', () => {
  const file = aFile();
  const url = borrowUrl(file);
  giveUrlBack(file);
  expect(borrowUrl(file)).toBe(url);
  vi.runAllTimers();
  expect(revoked).toEqual([]);
  giveUrlBack(file);
  giveUrlBack(aFile());
  vi.runAllTimers();
  expect(revoked).toEqual([url]);
});

test('a file shown again later gets a new address', () => {
  const file = aFile();
  const url = borrowUrl(file);
  giveUrlBack(file);
  vi.runAllTimers();
  expect(borrowUrl(file)).not.toBe(url);
});
