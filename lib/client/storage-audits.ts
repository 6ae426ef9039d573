// Audits of the store in the browser.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/shared/paths.ts';
import {
  type StorageAudit,
  storageAuditSchema,
  storageAuditsSchema,
} from '#lib/shared/schemas/storage-audit.ts';
import { request } from './api.ts';

const queryKey = ['storage-audits'];
const whileUnderWayMs = 1500;

/** The last audits; asked for again while one is under way. */
export function storageAuditsQuery() {
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => request(api.storageAudits(), storageAuditsSchema, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.results.some(isUnderWay) ? whileUnderWayMs : false,
  });
}

/** Fails with AppError `conflict` while another is under way. The list is asked for again in any case. */
export function useStartAudit() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => request(api.storageAudits(), storageAuditSchema, { method: 'POST' }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}

export function isUnderWay({ status }: Pick<StorageAudit, 'status'>): boolean {
  return status === 'waiting' || status === 'running';
}
