import { beforeEach, expect, test } from 'vitest';
import { changeRecords, type RecordCache } from './change-records.ts';
import { recordKeys, recordsKey } from './record-keys.ts';

const { list, lists, one } = recordKeys('photo');
const listOf = (...ids: string[]) => ({
  count: ids.length,
  next: null,
  previous: null,
  results: ids.map((id) => ({ id })),
});

type Key = readonly unknown[];
const isBelow = (key: Key, prefix: Key) => prefix.every((part, index) => key[index] === part);

/** The cache as far as changes use it; `did` notes what it was told. */
function cacheOf(entries: [Key, unknown][]) {
  let kept = entries;
  const did: string[] = [];
  const state = { mutations: 1 };
  const cache = {
    cancelQueries: async ({ queryKey }: { queryKey: Key }) => {
      did.push(`cancel ${queryKey.join(' ')}`);
    },
    getQueriesData: ({ queryKey }: { queryKey: Key }) =>
      kept.filter(([key]) => isBelow(key, queryKey)),
    setQueryData: (key: Key, data: unknown) => {
      kept = kept.map((entry) => (isBelow(entry[0], key) ? [key, data] : entry));
    },
    removeQueries: ({ queryKey }: { queryKey: Key }) => {
      kept = kept.filter(([key]) => !isBelow(key, queryKey));
    },
    invalidateQueries: async ({ queryKey }: { queryKey: Key }) => {
      did.push(`ask again ${queryKey.join(' ')}`);
    },
    isMutating: () => state.mutations,
  };
  const has = (wanted: Key) => kept.some(([key]) => isBelow(key, wanted));
  const idsIn = (search: string) => {
    const [, data] = kept.find(([key]) => isBelow(key, list(search))) ?? [];
    return (data as ReturnType<typeof listOf>).results.map(({ id }) => id);
  };
  return { cache: cache as unknown as RecordCache, did, state, has, idsIn };
}

let world: ReturnType<typeof cacheOf>;
beforeEach(() => {
  world = cacheOf([
    [list(''), listOf('a', 'b', 'c')],
    [list('albumId=x'), listOf('b', 'c')],
    [list('trash=1'), listOf('z')],
    [one('b'), { id: 'b' }],
  ]);
});

const deletion = () =>
  changeRecords(world.cache, 'photo', {
    ask: async (_id: string) => undefined,
    changeOf: (id) => ({ action: 'delete', ids: [id] }),
  });

test('what is deleted is gone from every list before the server has answered', async () => {
  await deletion().onMutate('b');
  expect(world.idsIn('')).toEqual(['a', 'c']);
  expect(world.idsIn('albumId=x')).toEqual(['c']);
  expect(world.idsIn('trash=1')).toEqual(['z']);
  expect(world.did, 'an answer under way would bring it back').toEqual([
    `cancel ${lists.join(' ')}`,
  ]);
});

test('the record itself goes when the server has said so, and not before', async () => {
  const { onMutate, onSuccess } = deletion();
  await onMutate('b');
  expect(world.has(one('b'))).toBe(true);
  onSuccess(undefined, 'b');
  expect(world.has(one('b'))).toBe(false);
});

test('what could not be deleted is back where it was', async () => {
  const { onMutate, onError } = deletion();
  const before = await onMutate('b');
  onError(new Error('no'), 'b', before);
  expect(world.idsIn('')).toEqual(['a', 'b', 'c']);
  expect(world.idsIn('albumId=x')).toEqual(['b', 'c']);
});

test('of several changes at a time, the last one asks again', async () => {
  const { onSettled } = deletion();
  world.state.mutations = 2;
  onSettled();
  expect(world.did).toEqual([]);
  world.state.mutations = 1;
  onSettled();
  expect(world.did).toEqual([`ask again ${recordsKey.join(' ')}`]);
});
