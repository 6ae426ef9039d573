import { expect, test } from 'vitest';
import type { Film } from '#lib/shared/schemas/film.ts';
import { changedList } from './record-lists.ts';
import type { RecordList } from './record-schemas.ts';

const now = new Date('2026-11-22T10:00:00.000Z');
const earlier = '2026-11-01T10:00:00.000Z';
const later = '2026-12-01T10:00:00.000Z';

const filmOf = (id: string, publishedAt: string | null = null): Film => ({
  ...{ id, title: id, slug: id, synopsis: '', year: null, publishedAt },
  ...{ categoryId: null, videoId: null, posterId: null, video: null, poster: null },
  ...{ owner: { id: 'editor', name: 'Editor' }, version: 1, deletedAt: null },
  ...{ createdAt: earlier, updatedAt: earlier },
});
const listOf = (...results: Film[]): RecordList<'film'> => ({
  count: 40,
  next: 'https://a.test/api/films?cursor=c',
  previous: null,
  results,
});
const all = listOf(filmOf('a'), filmOf('b'), filmOf('c'));

test.each([
  ['', 'delete', ['a', 'c'], ['b'], 38],
  ['q=x&sort=title', 'delete', ['b'], ['a', 'c'], 39],
  ['trash=1', 'restore', ['a'], ['b', 'c'], 39],
  ['trash=1', 'purge', ['a', 'b', 'c', 'elsewhere'], [], 37],
  ['state=draft', 'publish', ['b'], ['a', 'c'], 39],
  ['state=published', 'unpublish', ['b'], ['a', 'c'], 39],
] as const)('a list asked with "%s" loses what it is done to: %s %o', (...row) => {
  const [search, action, ids, left, count] = row;
  const changed = changedList(all, search, { action, ids }, now);
  expect(changed.results.map(({ id }) => id)).toEqual(left);
  expect(changed).toMatchObject({ count, next: all.next });
});

test.each([
  ['', 'restore'],
  ['', 'purge'],
  ['trash=1', 'delete'],
] as const)('a list asked with "%s" is not touched by %s', (search, action) => {
  expect(changedList(all, search, { action, ids: ['a'] }, now)).toBe(all);
});

test('publishing makes films public from now on, but for those that are', () => {
  const list = listOf(filmOf('a'), filmOf('b', earlier), filmOf('c', later), filmOf('d'));
  const { results } = changedList(list, '', { action: 'publish', ids: ['a', 'b', 'c'] }, now);
  const moment = now.toISOString();
  expect(results.map((film) => film.publishedAt)).toEqual([moment, earlier, moment, null]);
});

test('unpublishing makes drafts of films', () => {
  const list = listOf(filmOf('a', earlier), filmOf('b', later), filmOf('c', earlier));
  const { results } = changedList(list, '', { action: 'unpublish', ids: ['a', 'b'] }, now);
  expect(results.map((film) => film.publishedAt)).toEqual([null, null, earlier]);
});

test('films show the dates they get back', () => {
  const list = listOf(filmOf('a'), filmOf('b', earlier), filmOf('c'));
  const change = {
    action: 'schedule',
    ids: ['a', 'b', 'c'],
    dates: { a: later, b: null },
  } as const;
  const { results } = changedList(list, 'state=draft', change, now);
  expect(results.map((film) => film.publishedAt)).toEqual([later, null, null]);
});
