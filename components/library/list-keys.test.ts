import { expect, test } from 'vitest';
import { indexAfterKey } from './list-keys.ts';

/** 0 1 2 3 / 4 5 6 7 / 8 9, of which two rows are in sight. */
const shape = { count: 10, columns: 4, rowsInSight: 2 };

test.each([
  ['ArrowRight', 3, 4],
  ['ArrowRight', 9, 9],
  ['ArrowLeft', 4, 3],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 5],
  ['ArrowDown', 7, 9],
  ['ArrowDown', 8, 8],
  ['ArrowUp', 6, 2],
  ['ArrowUp', 2, 2],
  ['PageDown', 1, 5],
  ['PageDown', 6, 9],
  ['PageUp', 9, 5],
  ['PageUp', 1, 0],
  ['Home', 7, 0],
  ['End', 0, 9],
  ['Enter', 5, null],
  ['a', 5, null],
])('%s leads from %i to %s', (key, from, to) => {
  expect(indexAfterKey(key, from, shape)).toBe(to);
});

test('an empty list leads nowhere', () => {
  expect(indexAfterKey('End', 0, { ...shape, count: 0 })).toBeNull();
});
