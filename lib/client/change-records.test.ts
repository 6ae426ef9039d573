import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeRecords } from './change-records.ts';
import { recordKeys } from './record-keys.ts';

const { list, one } = recordKeys('photo');
const listOf = (...ids: string[]) => ({
  count: ids.length,
  next: null,
  previous: null,
  results: ids.map((id) => ({ id })),
});

let queries: QueryClient;
beforeEach(() => {
  queries = new QueryClient();
  queries.setQueryData(list(''), listOf('a', 'b', 'c'));
  queries.setQueryData(list('albumId=x'), listOf('b', 'c'));
  queries.setQueryData(list('trash=1'), listOf('z'));
  queries.setQueryData(one('b'), { id: 'b' });
});
afterEach(() => queries.clear());

const idsIn = (search: string) =>
  queries.getQueryData<ReturnType<typeof listOf>>(list(search))?.results.map(({ id }) => id);
const isOutdated = (search: string) => queries.getQueryState(list(search))?.isInvalidated;

/** A deletion whose answer comes when the test says so. */
function deletion(id: string) {
  const answer = Promise.withResolvers<void>();
  const options = changeRecords(queries, 'photo', {
    ask: () => answer.promise,
    changeOf: (ids: string) => ({ action: 'delete', ids: [ids] }),
  });
  const done = new MutationObserver(queries, options).mutate(id);
  return { ...answer, done };
}

test('what is deleted is gone from every list before the server has answered', async () => {
  const { resolve, done } = deletion('b');
  await expect.poll(() => idsIn('')).toEqual(['a', 'c']);
  expect(idsIn('albumId=x')).toEqual(['c']);
  expect(idsIn('trash=1')).toEqual(['z']);
  expect(queries.getQueryData(one('b'))).toBeDefined();

  resolve();
  await done;
  expect(queries.getQueryData(one('b'))).toBeUndefined();
  expect(['', 'albumId=x', 'trash=1'].map(isOutdated)).toEqual([true, true, true]);
});

test('what could not be deleted is back where it was', async () => {
  const { reject, done } = deletion('b');
  await expect.poll(() => idsIn('')).toEqual(['a', 'c']);
  reject(new Error('no'));
  await expect(done).rejects.toThrow('no');
  expect(idsIn('')).toEqual(['a', 'b', 'c']);
  expect(idsIn('albumId=x')).toEqual(['b', 'c']);
  expect(queries.getQueryData(one('b'))).toBeDefined();
});

test('of two changes at a time, only the last has the lists asked again', async () => {
  const first = deletion('a');
  const second = deletion('c');
  await expect.poll(() => idsIn('')).toEqual(['b']);
  first.resolve();
  await first.done;
  expect(isOutdated('')).toBe(false);
  expect(idsIn('')).toEqual(['b']);
  second.resolve();
  await second.done;
  expect(isOutdated('')).toBe(true);
});
