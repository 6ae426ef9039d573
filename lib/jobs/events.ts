// Every event, its data, and how its id is made.
import 'server-only';
import { eventType } from 'inngest';
import { z } from 'zod';

const run = z.object({
  mediaId: z.string(),
  type: z.enum(['image', 'video', 'audio']),
  generation: z.int(),
  /** How often a silent run was begun again before this one. */
  revivals: z.int().optional(),
});

/** A file is stored and checked, or is to be processed again: the start of one processing run. */
export const mediaUploaded = eventType('media/uploaded', { schema: run });
export type MediaRun = z.output<typeof run>;

export type NewEvent = { id: string; name: string; data: Record<string, string | number> };

/** One id per media and generation: sent twice, it runs once. */
export function mediaUploadedEvent(data: MediaRun): NewEvent {
  return { id: `media-uploaded-${data.mediaId}-${data.generation}`, name: 'media/uploaded', data };
}
