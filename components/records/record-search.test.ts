import { expect, test } from 'vitest';
import { apiSearch, changedSearch, isFiltered, noFilters, readSearch } from './record-search.ts';

const read = (noun: Parameters<typeof readSearch>[0], search: string) =>
  readSearch(noun, new URLSearchParams(search)).toString();

test('an address is read as far as it makes sense for the noun', () => {
  const everything = 'q=+sea+&state=draft&categoryId=c1&albumId=a1&sort=title&trash=1&cursor=abc';
  expect(read('film', everything)).toBe(
    'q=sea&cursor=abc&sort=title&trash=1&state=draft&categoryId=c1',
  );
  expect(read('photo', everything)).toBe('q=sea&cursor=abc&sort=title&trash=1&albumId=a1');
  expect(read('album', everything)).toBe('q=sea&cursor=abc&sort=title&trash=1');
  expect(read('film', 'state=gone&sort=size&trash=yes&page=0&q=+&pageSize=7&utm=x')).toBe('');
  expect(read('product', `q=${'x'.repeat(201)}&page=2`)).toBe('page=2');
});

test('the same list is asked in the same words, whichever way the address says it', () => {
  expect(read('film', 'sort=-createdAt&state=draft&q=sea')).toBe(read('film', 'q=sea&state=draft'));
});

test('other conditions begin on the first page', () => {
  const search = new URLSearchParams('q=sea&cursor=abc&page=3&sort=title&state=draft');
  expect(changedSearch(search, { state: '', q: 'lake' }).toString()).toBe('q=lake&sort=title');
  expect(changedSearch(search, noFilters).toString()).toBe('sort=title');
});

test('neither an order nor the trash is a condition', () => {
  expect(isFiltered(new URLSearchParams('sort=title&trash=1&cursor=x'))).toBe(false);
  expect(isFiltered(new URLSearchParams('albumId=a'))).toBe(true);
});

test('grids are asked for in whole rows', () => {
  expect(apiSearch('photo', new URLSearchParams('q=sea'))).toBe('q=sea&pageSize=24');
  expect(apiSearch('film', new URLSearchParams('q=sea'))).toBe('q=sea');
});
