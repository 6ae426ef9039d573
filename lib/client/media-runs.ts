// One thing done to all media that match, be they thousands.
import { useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '#lib/shared/paths.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { request } from './api.ts';
import { type BulkWish, bulkMediaOnce } from './bulk-requests.ts';
import { mediaKeys } from './media-keys.ts';
import { changeLists, refreshLists } from './media-lists.ts';
import { afterAction } from './media-pages.ts';
import { actOnEach, findAll, type RunControl, type RunEnding } from './run-through.ts';

/** What of a media is kept while the others are looked for. */
const foundSchema = z.object({
  id: z.string(),
  title: z.string().nullable(),
  fileName: z.string(),
  isPublic: z.boolean(),
});
export type FoundMedia = z.output<typeof foundSchema>;

const foundListSchema = listSchema(foundSchema);

/** `search` is the query string of the API: its conditions count, not its order. */
export function findMedia(search: string, control: RunControl): Promise<FoundMedia[]> {
  const asked = new URLSearchParams(search);
  // Nothing changes when a file came in.
  asked.set('sort', '-createdAt');
  asked.set('pageSize', '100');
  return findAll((cursor, signal) => {
    if (cursor) asked.set('cursor', cursor);
    return request(`${api.media()}?${asked}`, foundListSchema, { signal });
  }, control);
}

/** Answers a function that goes through them. The lists show what was done as it is done. */
export function useRunThroughMedia() {
  const queries = useQueryClient();
  return async <Item extends { id: string }>(
    { action, force }: Omit<BulkWish, 'ids'>,
    media: readonly Item[],
    control: RunControl,
  ): Promise<RunEnding<Item>> => {
    const act = async (ids: string[]) => {
      const outcomes = await bulkMediaOnce({ ids, action, force });
      const done = new Set(outcomes.flatMap(({ id, error }) => (error === undefined ? [id] : [])));
      await queries.cancelQueries({ queryKey: mediaKeys.lists });
      changeLists(queries, (data) => afterAction(data, done, action));
      for (const id of done) {
        if (action === 'delete') queries.removeQueries({ queryKey: mediaKeys.one(id) });
        else void queries.invalidateQueries({ queryKey: mediaKeys.one(id) });
      }
      return outcomes;
    };
    const ending = await actOnEach(media, { act, isDoneWhenGone: action === 'delete' }, control);
    void refreshLists(queries);
    return ending;
  };
}
