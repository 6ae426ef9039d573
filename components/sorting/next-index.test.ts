import { expect, test } from 'vitest';
import { nextIndex } from './next-index.ts';

// 0 1 2
// 3 4 5
// 6 7
test.each([
  ['ArrowRight', 2, 3],
  ['ArrowRight', 7, 7],
  ['ArrowLeft', 3, 2],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 4],
  ['ArrowDown', 5, 7],
  ['ArrowDown', 7, 7],
  ['ArrowUp', 4, 1],
  ['ArrowUp', 1, 1],
  ['Home', 5, 0],
  ['End', 1, 7],
  ['Tab', 1, null],
  [' ', 1, null],
])('%s leads from %i to %s', (key, index, next) => {
  expect(nextIndex(key, { index, count: 8, columns: 3 })).toBe(next);
});
