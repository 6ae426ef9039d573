// A change of records that is seen at once, and taken back when it fails.
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { recordKeys, recordsKey } from './record-keys.ts';
import { changedList, type RecordChange } from './record-lists.ts';
import type { RecordList } from './record-schemas.ts';

/** What of the cache is needed here. */
export type RecordCache = Pick<
  QueryClient,
  | 'cancelQueries'
  | 'getQueriesData'
  | 'setQueryData'
  | 'removeQueries'
  | 'invalidateQueries'
  | 'isMutating'
>;

type Before = [QueryKey, RecordList<Noun> | undefined][];

type Asked<Wish, Answer> = {
  /** Asks the server. */
  ask: (wish: Wish) => Promise<Answer>;
  /** What the wish does to which records. */
  changeOf: (wish: Wish) => RecordChange;
};

/**
 * Every list that was asked for shows the change before the server has answered. When it fails they
 * show again what they did, and in the end they are asked again.
 */
export function changeRecords<Wish, Answer>(
  queries: RecordCache,
  noun: Noun,
  { ask, changeOf }: Asked<Wish, Answer>,
) {
  const { lists, one } = recordKeys(noun);
  return {
    mutationKey: lists,
    mutationFn: ask,
    onMutate: async (wish: Wish): Promise<Before> => {
      // An answer that is under way knows nothing of the change, and would undo it here.
      await queries.cancelQueries({ queryKey: lists });
      const before = queries.getQueriesData<RecordList<Noun>>({ queryKey: lists });
      const now = new Date();
      for (const [key, list] of before) {
        if (list) queries.setQueryData(key, changedList(list, searchOf(key), changeOf(wish), now));
      }
      return before;
    },
    onError: (_error: Error, _wish: Wish, before: Before | undefined) => {
      for (const [key, list] of before ?? []) queries.setQueryData(key, list);
    },
    onSuccess: (_answer: Answer, wish: Wish) => {
      const { action, ids } = changeOf(wish);
      if (action !== 'delete' && action !== 'purge') return;
      for (const id of ids) queries.removeQueries({ queryKey: one(id) });
    },
    onSettled: () => {
      // The last of several changes asks: an earlier answer would bring back what the others took.
      if (queries.isMutating({ mutationKey: lists }) > 1) return;
      void queries.invalidateQueries({ queryKey: recordsKey });
    },
  };
}

function searchOf(key: QueryKey): string {
  return String(key.at(-1));
}
