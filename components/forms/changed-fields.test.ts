import { expect, test } from 'vitest';
import { changedFields, isSame, patchOfChanged } from './changed-fields.ts';

test.each([
  [null, undefined, false],
  ['', null, false],
  [[1, 2], [1, 2], true],
  [[1, 2], [2, 1], false],
  [[1, 2], [1], false],
  [[], {}, false],
  [{ a: [{ b: 1 }] }, { a: [{ b: 1 }] }, true],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: 1 }, { a: 1, b: null }, false],
])('%o and %o: %s', (one, other, same) => {
  expect(isSame(one, other)).toBe(same);
  expect(isSame(other, one)).toBe(same);
});

test('a patch carries what changed and the version, and nothing else', () => {
  const before = { title: 'Old', imageIds: ['a', 'b'], year: 1999 as number | null };
  const changed = changedFields(before, { ...before, imageIds: ['a'], year: null });
  expect(changed).toEqual({ imageIds: true, year: true });
  const input = { title: 'Old', imageIds: ['a'], year: null, draftId: 'x' };
  expect(patchOfChanged(input, changed, 3)).toEqual({ imageIds: ['a'], year: null, version: 3 });
});
