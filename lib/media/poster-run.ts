// The run after somebody chose another moment for the poster of a video.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { signalMedia } from '../db/media-signals.ts';
import type { MediaRun } from '../jobs/events.ts';
import { type RunBefore, startNextRun } from './start-run.ts';

/**
 * Part of the transaction that enters the moment. Nobody gives up an hour's encoding for a poster: a run
 * that is under way goes on, and is followed by another (`followLatePoster`). What is still being
 * uploaded, or failed, reads the moment in its next run.
 */
export async function startPosterRun(
  tx: Transaction,
  { status, ...media }: RunBefore & { status: string },
  now: Date,
): Promise<void> {
  if (status === 'ready') {
    await startNextRun(tx, media, { expected: {}, now });
    return;
  }
  if (status === 'processing') {
    await tx.media.update({ where: { id: media.id }, data: { isPosterLate: true } });
  }
  await signalMedia(tx, media.id);
}

/**
 * Part of the transaction that makes the media ready: the run that makes what was chosen meanwhile, and
 * takes over the rest. Says whether there is one.
 */
export async function followLatePoster(
  tx: Transaction,
  { mediaId: id }: MediaRun,
  now: Date,
): Promise<boolean> {
  const media = await tx.media.findFirst({
    where: { id, isPosterLate: true },
    select: { id: true, ownerId: true, type: true, generation: true },
  });
  return media !== null && startNextRun(tx, media, { expected: {}, now });
}
