// Films, videos, photos, albums and products in the browser: what is asked, what a change outdates.
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/shared/paths.ts';
import {
  type Bulk,
  type BulkAnswer,
  bulkAnswerSchema,
  type Noun,
} from '#lib/shared/schemas/record.ts';
import { command, request } from './api.ts';
import { changeRecords } from './change-records.ts';
import { type Creation, createRecord } from './create-record.ts';
import { recordKeys, recordListsKey } from './record-keys.ts';
import { pollListAfterMs } from './record-media.ts';
import {
  type Patches,
  type RecordList,
  type Records,
  recordListSchemas,
  recordSchemas,
} from './record-schemas.ts';

/** `search` is the query string of the API: `q`, `sort`, `trash`, `cursor`, and what the noun has. */
export function recordsQuery<N extends Noun>(noun: N, search: string) {
  return queryOptions({
    queryKey: recordKeys(noun).list(search),
    queryFn: ({ signal }): Promise<RecordList<N>> =>
      request(`${api.records(noun)}?${search}`, recordListSchemas[noun], { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pollListAfterMs(noun, state.data),
  });
}

export function recordQuery<N extends Noun>(noun: N, id: string) {
  return queryOptions({
    queryKey: recordKeys(noun).one(id),
    queryFn: ({ signal }): Promise<Records[N]> =>
      request(api.record(noun, id), recordSchemas[noun], { signal }),
  });
}

export function useCreateRecord<N extends Noun>(noun: N) {
  const remember = useRemember(noun);
  return useMutation({
    mutationFn: (creation: Creation<N>) => createRecord(noun, creation),
    onSuccess: remember,
  });
}

/** Fails with AppError `conflict` when it was changed since the patch's `version`. */
export function useUpdateRecord<N extends Noun>(noun: N, id: string) {
  const remember = useRemember(noun);
  return useMutation({
    mutationFn: (patch: Patches[N]): Promise<Records[N]> =>
      request(api.record(noun, id), recordSchemas[noun], { method: 'PATCH', body: patch }),
    onSuccess: remember,
  });
}

/** Puts one into the trash, by its id. */
export function useDeleteRecord(noun: Noun) {
  const queries = useQueryClient();
  return useMutation(
    changeRecords(queries, noun, {
      ask: (id: string): Promise<void> => command(api.record(noun, id), { method: 'DELETE' }),
      changeOf: (id) => ({ action: 'delete', ids: [id] }),
    }),
  );
}

/** Takes one out of the trash, by its id. */
export function useRestoreRecord<N extends Noun>(noun: N) {
  const queries = useQueryClient();
  return useMutation(
    changeRecords(queries, noun, {
      ask: (id: string): Promise<Records[N]> =>
        request(api.restoreRecord(noun, id), recordSchemas[noun], { method: 'POST' }),
      changeOf: (id) => ({ action: 'restore', ids: [id] }),
    }),
  );
}

/** Does one thing to many. Resolves also when it could not be done to some: the answer tells. */
export function useBulkRecords(noun: Noun) {
  const queries = useQueryClient();
  return useMutation(
    changeRecords(queries, noun, {
      ask: (bulk: Bulk): Promise<BulkAnswer> =>
        request(api.bulkRecords(noun), bulkAnswerSchema, { method: 'POST', body: bulk }),
      changeOf: (bulk) => bulk,
    }),
  );
}

function useRemember<N extends Noun>(noun: N) {
  const queries = useQueryClient();
  return (record: Records[N]) => {
    queries.setQueryData(recordKeys(noun).one(record.id), record);
    return queries.invalidateQueries({ queryKey: recordListsKey });
  };
}
