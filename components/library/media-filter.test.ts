import { expect, test } from 'vitest';
import { anything, filterSearch, readFilter } from './media-filter.ts';

test('what is looked for survives the way through the address', () => {
  const filter = { q: 'été & ciel', type: 'image', status: 'failed' } as const;
  expect(readFilter(new URLSearchParams(filterSearch(filter)))).toEqual(filter);
  expect(filterSearch(anything)).toBe('');
});

test.each(['', 'type=film&status=gone', `q=${'x'.repeat(201)}`, 'page=3'])(
  '“%s” asks for anything',
  (search) => {
    expect(readFilter(new URLSearchParams(search))).toEqual(anything);
  },
);
