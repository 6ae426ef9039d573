import { expect, test } from 'vitest';
import { conflictsOf, merged } from './conflicts.ts';

const base = { title: 'Harbour', year: 1999, tags: ['a', 'b'] };

test.each([
  ['nobody changed anything', base, base, []],
  ['only I did', { ...base, title: 'Mine' }, base, []],
  ['both did the same', { ...base, year: 2000 }, { ...base, year: 2000 }, []],
  ['only they did', base, { ...base, year: 2000 }, [['year', false]]],
  ['both did', { ...base, year: 2001 }, { ...base, year: 2000 }, [['year', true]]],
  ['the order is content', base, { ...base, tags: ['b', 'a'] }, [['tags', false]]],
])('%s', (_, mine, theirs, expected) => {
  const found = conflictsOf(base, mine, theirs);
  expect(found.map(({ field, isContested }) => [field, isContested])).toEqual(expected);
});

test('without what it began with, every difference counts', () => {
  const found = conflictsOf(null, { ...base, title: 'Mine' }, base);
  expect(found).toEqual([{ field: 'title', mine: 'Mine', theirs: 'Harbour', isContested: true }]);
});

test('what was chosen is taken, the rest stays mine', () => {
  const mine = { ...base, title: 'Mine', year: 2001 };
  const theirs = { ...base, title: 'Theirs', year: 2000 };
  expect(merged(mine, theirs, { year: 'theirs', title: 'mine' })).toEqual({ ...mine, year: 2000 });
});
