// Beginning another processing run of a media: its next generation, and the event that says so.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import type { MediaWhere } from '../db/media.ts';
import { signalMedia } from '../db/media-signals.ts';
import { addEvents } from '../db/outbox.ts';
import { type MediaRun, mediaUploadedEvent } from '../jobs/events.ts';

type Before = { id: string; type: MediaRun['type']; generation: number };

/**
 * Part of the caller's transaction. What the last good run made stays until the new one is whole; a
 * run that is still under way finds that it was superseded. Says no, and changes nothing, unless the
 * media stands as `expected`.
 */
export async function startNextRun(
  tx: Transaction,
  { id, type, generation }: Before,
  { expected, now, revivals }: { expected: MediaWhere; now: Date; revivals?: number },
): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { ...expected, id, generation },
    data: {
      status: 'processing',
      generation: { increment: 1 },
      progress: 0,
      stage: null,
      failureCode: null,
      failureMessage: null,
      heartbeatAt: now,
    },
  });
  if (count === 0) return false;
  const run = { mediaId: id, type, generation: generation + 1 };
  await addEvents(tx, mediaUploadedEvent(revivals === undefined ? run : { ...run, revivals }));
  await signalMedia(tx, id);
  return true;
}
