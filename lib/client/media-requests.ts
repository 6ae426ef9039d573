// The requests about one media.
import { api } from '#lib/shared/paths.ts';
import {
  type Media,
  type MediaEvent,
  mediaSchema,
  mediaStatesSchema,
} from '#lib/shared/schemas/media.ts';
import { command, request } from './api.ts';

export function getMedia(id: string, signal?: AbortSignal): Promise<Media> {
  return request(api.oneMedia(id), mediaSchema, { signal });
}

/** How media stand, by id; one that is gone is missing. At most 100 at a time. */
export async function getMediaStates(ids: string[]): Promise<Map<string, MediaEvent>> {
  const { results } = await request(api.mediaStates(ids), mediaStatesSchema);
  return new Map(results.map(({ id, ...event }) => [id, event]));
}

/** Starts the processing of a media over, from the stored original. */
export function reprocessMedia(id: string): Promise<Media> {
  return request(api.reprocessMedia(id), mediaSchema, { method: 'POST', body: {} });
}

/** Deletes a media with its files. Throws `conflict` while something uses it. */
export function deleteMedia(id: string): Promise<void> {
  return command(api.oneMedia(id), { method: 'DELETE' });
}
