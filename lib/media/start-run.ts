// Beginning another processing run of a media: its next generation, and the event that says so.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import type { MediaWhere } from '../db/media.ts';
import { signalMedia } from '../db/media-signals.ts';
import { addEvents } from '../db/outbox.ts';
import { type MediaRun, mediaUploadedEvent } from '../jobs/events.ts';

/** A media as it stands. */
export type RunBefore = { id: string; ownerId: string; type: MediaRun['type']; generation: number };

type Start = {
  expected: MediaWhere;
  now: Date;
  /** What the event says beside whose run it is. */
  revivals?: number;
  again?: MediaRun['again'] | undefined;
  /** The next generation, unless told. */
  askedIn?: number | undefined;
};

/**
 * Part of the caller's transaction. What the last good run made stays until the new one is whole; a
 * run that is still under way finds that it was superseded. Says no, and changes nothing, unless the
 * media stands as `expected`.
 */
export async function startNextRun(
  tx: Transaction,
  { id, ownerId, type, generation }: RunBefore,
  { expected, now, revivals, again, askedIn = generation + 1 }: Start,
): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { ...expected, id, generation, deletingAt: null },
    data: {
      status: 'processing',
      generation: { increment: 1 },
      progress: 0,
      stage: null,
      failureCode: null,
      failureMessage: null,
      failedAt: null,
      heartbeatAt: now,
      // It reads what is chosen by now.
      isPosterLate: false,
    },
  });
  if (count === 0) return false;
  const wish = again === undefined ? {} : { again, askedIn };
  const run = { mediaId: id, ownerId, type, generation: generation + 1, revivals, ...wish };
  await addEvents(tx, mediaUploadedEvent(run));
  await signalMedia(tx, id);
  return true;
}
