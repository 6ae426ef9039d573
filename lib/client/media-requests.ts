// The requests about one media.
import { api } from '#lib/shared/paths.ts';
import {
  type Media,
  type MediaEvent,
  type MediaPatch,
  mediaSchema,
  mediaStatesSchema,
  type Rendition,
  type Reprocess,
  renditionsSchema,
} from '#lib/shared/schemas/media.ts';
import { type MediaUses, mediaUsesSchema } from '#lib/shared/schemas/media-use.ts';
import { command, request } from './api.ts';

export function getMedia(id: string, signal?: AbortSignal): Promise<Media> {
  return request(api.oneMedia(id), mediaSchema, { signal });
}

/** How media stand, by id; one that is gone is missing. At most 100 at a time. */
export async function getMediaStates(ids: string[]): Promise<Map<string, MediaEvent>> {
  const { results } = await request(api.mediaStates(ids), mediaStatesSchema);
  return new Map(results.map(({ id, ...event }) => [id, event]));
}

/** Processes a media once more, from the stored original: what changed or failed, and what is wished. */
export function reprocessMedia(id: string, wish: Reprocess = {}): Promise<Media> {
  return request(api.reprocessMedia(id), mediaSchema, { method: 'POST', body: wish });
}

/** What was made of a media, in the order it is made. */
export async function getRenditions(id: string, signal?: AbortSignal): Promise<Rendition[]> {
  return (await request(api.mediaRenditions(id), renditionsSchema, { signal })).results;
}

/** Throws `conflict` when it was changed since `version`. */
export function changeMedia({ id, ...patch }: MediaPatch & { id: string }): Promise<Media> {
  return request(api.oneMedia(id), mediaSchema, { method: 'PATCH', body: patch });
}

/** What uses a media. */
export function getMediaUses(id: string, signal?: AbortSignal): Promise<MediaUses> {
  return request(api.mediaUses(id), mediaUsesSchema, { signal });
}

/** Deletes a media with its files. Throws `conflict` while something uses it, unless `isForced`. */
export function deleteMedia(id: string, { isForced = false } = {}): Promise<void> {
  return command(api.oneMedia(id, { force: isForced }), { method: 'DELETE' });
}
