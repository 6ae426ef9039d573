// Every event, its data, and how its id is made.
import 'server-only';
import { eventType } from 'inngest';
import { z } from 'zod';
import { renditionNames } from '../shared/renditions.ts';

const run = z.object({
  mediaId: z.string(),
  /** Whose turn it counts as; events from before this was written have none. */
  ownerId: z.string().optional(),
  type: z.enum(['image', 'video', 'audio']),
  generation: z.int(),
  /** How often a silent run was begun again before this one. */
  revivals: z.int().optional(),
  /** What somebody wants anew although nothing changed. */
  again: z.union([z.literal('all'), z.array(z.enum(renditionNames))]).optional(),
  /** The generation this was asked in: what was made since then need not be made once more. */
  askedIn: z.int().optional(),
});

/** A file is stored and checked, or is to be processed again: the start of one processing run. */
export const mediaUploaded = eventType('media/uploaded', { schema: run });
export type MediaRun = z.output<typeof run>;

/** Somebody wants the store compared with the rows. */
export const auditRequested = eventType('storage/audit-requested', {
  schema: z.object({ auditId: z.string() }),
});

const due = z.object({
  deliveryId: z.string(),
  /** Whose turn it counts as: what goes to one endpoint holds up nothing that goes to another. */
  endpointId: z.string(),
  round: z.int(),
});

/** A message to an endpoint is to be delivered. */
export const webhookDue = eventType('webhook/due', { schema: due });
export type WebhookRun = z.output<typeof due>;

export type NewEvent = {
  id: string;
  name: string;
  data: Record<string, string | number | string[]>;
};

/** One id per media and generation: sent twice, it runs once. */
export function mediaUploadedEvent(run: MediaRun): NewEvent {
  const given = Object.entries(run).filter(([, value]) => value !== undefined);
  return {
    id: `media-uploaded-${run.mediaId}-${run.generation}`,
    name: 'media/uploaded',
    data: Object.fromEntries(given),
  };
}

/** One id per audit: sent twice, it runs once. */
export function auditRequestedEvent(auditId: string): NewEvent {
  return { id: `storage-audit-${auditId}`, name: 'storage/audit-requested', data: { auditId } };
}

/** One id per delivery and round: sent twice, it runs once. */
export function webhookDueEvent(run: WebhookRun): NewEvent {
  return { id: `webhook-${run.deliveryId}-${run.round}`, name: 'webhook/due', data: { ...run } };
}
