import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  apiSearch,
  conditionsOf,
  filterSearch,
  type MediaFilter,
  noConditions,
  readFilter,
} from './media-filter.ts';

const anything: MediaFilter = { ...noConditions, sort: '-createdAt' };

test('what is looked for survives the way through the address', () => {
  const filter: MediaFilter = {
    ...{ q: 'été & ciel', type: 'image', status: 'failed', attached: '0' },
    ...{ from: '2026-11-01', to: '2026-11-30', sort: '-fileSize' },
  };
  expect(readFilter(new URLSearchParams(filterSearch(filter)))).toEqual(filter);
  expect(filterSearch(anything)).toBe('');
});

test.each([
  '',
  'type=film&status=gone&attached=yes',
  `q=${'x'.repeat(201)}`,
  'q=a%00b',
  'page=3&media=x',
  'from=2026-02-30&to=today',
  'sort=shoeSize',
])('“%s” asks for anything', (search) => {
  expect(readFilter(new URLSearchParams(search))).toEqual(anything);
});

test('the order is no condition', () => {
  expect(conditionsOf({ ...anything, sort: 'fileName' })).toEqual([]);
  expect(conditionsOf({ ...anything, attached: '1', to: '2026-11-30' })).toEqual([
    'attached',
    'to',
  ]);
});

beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Paris');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['a day in summer', '2026-07-14', '2026-07-13T22:00:00.000Z', '2026-07-14T22:00:00.000Z'],
  ['a day of 25 hours', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ['the end of a year', '2026-12-31', '2026-12-30T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
])('%s lasts from midnight to midnight, where the reader is', (_, day, from, to) => {
  const search = new URLSearchParams(apiSearch({ ...anything, from: day, to: day }));
  expect(Object.fromEntries(search)).toEqual({ from, to });
});
