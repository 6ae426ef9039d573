// One thing done to all records that match, be they thousands.
import { useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '#lib/shared/paths.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import type { Bulk, Noun } from '#lib/shared/schemas/record.ts';
import { request } from './api.ts';
import { bulkRecordsOnce } from './bulk-requests.ts';
import { recordKeys, recordsKey } from './record-keys.ts';
import { actOnEach, findAll, type RunControl, type RunEnding } from './run-through.ts';

/** What of a record is kept while the others are looked for. */
const foundSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Of films. */
  publishedAt: z.string().nullable().optional(),
});
export type FoundRecord = z.output<typeof foundSchema>;

const foundListSchema = listSchema(foundSchema);

/** `search` is the query string of the API: its conditions count, not its order or page. */
export function findRecords(
  noun: Noun,
  search: string,
  control: RunControl,
): Promise<FoundRecord[]> {
  const asked = new URLSearchParams(search);
  asked.delete('page');
  // Nothing changes when a record was made.
  asked.set('sort', '-createdAt');
  asked.set('pageSize', '100');
  return findAll((cursor, signal) => {
    if (cursor) asked.set('cursor', cursor);
    else asked.delete('cursor');
    return request(`${api.records(noun)}?${asked}`, foundListSchema, { signal });
  }, control);
}

export type RecordWish = Pick<Bulk, 'action' | 'dates'>;

/** Answers a function that goes through them. The lists that are shown follow. */
export function useRunThroughRecords(noun: Noun) {
  const queries = useQueryClient();
  return async <Item extends { id: string }>(
    wish: RecordWish,
    records: readonly Item[],
    control: RunControl,
  ): Promise<RunEnding<Item>> => {
    const { action } = wish;
    const { lists, one } = recordKeys(noun);
    const act = async (ids: string[]) => {
      const outcomes = await bulkRecordsOnce(noun, { ids, action, dates: datesOf(wish, ids) });
      void queries.invalidateQueries({ queryKey: lists });
      return outcomes;
    };
    const isDoneWhenGone = action === 'delete' || action === 'restore' || action === 'purge';
    const ending = await actOnEach(records, { act, isDoneWhenGone }, control);
    if (action === 'delete' || action === 'purge') {
      for (const { id } of ending.done) queries.removeQueries({ queryKey: one(id) });
    }
    void queries.invalidateQueries({ queryKey: recordsKey });
    return ending;
  };
}

/** Those of one lot: all of them in every request would be a lot to send. */
function datesOf({ dates }: RecordWish, ids: readonly string[]): Bulk['dates'] {
  if (!dates) return undefined;
  return Object.fromEntries(ids.flatMap((id) => (id in dates ? [[id, dates[id] ?? null]] : [])));
}
