// The same done to many media: shown at once, and taken back where it could not be done.
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { bulkMedia } from './bulk-requests.ts';
import { mediaKeys } from './media-keys.ts';
import { refreshLists } from './media-lists.ts';
import { afterAction, type MediaPages } from './media-pages.ts';

/** Never fails as a whole: its answer says of each whether it was done. */
export function useBulkMedia() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: bulkMedia,
    onMutate: async ({ ids, action }) => {
      await queries.cancelQueries({ queryKey: mediaKeys.lists });
      const before = queries.getQueriesData<MediaPages>({ queryKey: mediaKeys.lists });
      showLists(queries, before, (data) => afterAction(data, new Set(ids), action));
      return { before };
    },
    onSuccess: (outcomes, { action }, { before }) => {
      const done = outcomes.filter(({ error }) => error === undefined).map(({ id }) => id);
      if (done.length < outcomes.length) {
        showLists(queries, before, (data) => afterAction(data, new Set(done), action));
      }
      for (const id of done) {
        if (action === 'delete') queries.removeQueries({ queryKey: mediaKeys.one(id) });
        else void queries.invalidateQueries({ queryKey: mediaKeys.one(id) });
      }
      return refreshLists(queries);
    },
  });
}

function showLists(
  queries: QueryClient,
  before: [readonly unknown[], MediaPages | undefined][],
  change: (data: MediaPages) => MediaPages,
): void {
  for (const [queryKey, data] of before) {
    if (data) queries.setQueryData(queryKey, change(data));
  }
}
