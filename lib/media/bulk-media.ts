// The same done to many media.
import 'server-only';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import type { BulkMedia } from '../shared/schemas/media.ts';
import { inParallel } from '../storage/in-parallel.ts';
import { setVisibility } from './change-media.ts';
import { deleteMedia, reprocessMedia } from './media.ts';

type Context = { actor: Actor; ports: Ports };

/** What became of one: nothing to say, or why it could not be done. */
export type BulkOutcome = { id: string; error?: unknown };

/** As many at once: a deletion speaks to the store, and other people want the database, too. */
const lanes = 4;

/**
 * Does it to each, once also where an id is named twice; one that cannot be done does not stop the
 * others. The outcomes come in the order of the ids.
 */
export async function bulkMedia(
  { ids, action, force }: BulkMedia,
  context: Context,
): Promise<BulkOutcome[]> {
  const act: Record<BulkMedia['action'], (id: string) => Promise<unknown>> = {
    reprocess: (id) => reprocessMedia(id, context),
    publish: (id) => setVisibility(id, { isPublic: true }, context),
    unpublish: (id) => setVisibility(id, { isPublic: false }, context),
    delete: (id) => deleteMedia(id, { ...context, isForced: force }),
  };
  const outcomes = [...new Set(ids)].map((id): BulkOutcome => ({ id }));
  await inParallel(outcomes, lanes, async (outcome) => {
    await act[action](outcome.id).catch((error: unknown) => {
      outcome.error = error;
    });
  });
  return outcomes;
}
