// Unsaved forms in the browser: asked for, kept and discarded.
import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/shared/paths.ts';
import { type Draft, type DraftInput, draftSchema } from '#lib/shared/schemas/draft.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { command, request } from './api.ts';

const draftListSchema = listSchema(draftSchema);

export const draftsKey = ['drafts'] as const;

/** The drafts of one record, or of new ones, the last written first. */
export function draftsQuery(noun: Noun, recordId?: string) {
  return queryOptions({
    queryKey: [...draftsKey, noun, recordId ?? null],
    queryFn: async ({ signal }): Promise<Draft[]> => {
      const search = new URLSearchParams({ noun });
      if (recordId) search.set('subjectId', recordId);
      else search.set('new', '1');
      return (await request(`${api.drafts()}?${search}`, draftListSchema, { signal })).results;
    },
  });
}

export function getDraft(id: string, signal: AbortSignal): Promise<Draft> {
  return request(api.draft(id), draftSchema, { signal });
}

/** Makes or replaces it. With `keepalive` it arrives although the page is left, if it is small. */
export function putDraft(id: string, body: DraftInput, { keepalive = false } = {}): Promise<Draft> {
  return request(api.draft(id), draftSchema, { method: 'PUT', body, keepalive });
}

/** Ends it and deletes its files. Asking twice is fine. */
export function deleteDraft(id: string): Promise<void> {
  return command(api.draft(id), { method: 'DELETE' });
}

/** The same while leaving: nobody waits for the answer. What does not arrive, the sweep does later. */
export function abandonDraft(id: string): void {
  const isSent = navigator.sendBeacon(api.cleanupUploads(), JSON.stringify({ draftId: id }));
  if (!isSent) deleteDraft(id).catch(() => undefined);
}
