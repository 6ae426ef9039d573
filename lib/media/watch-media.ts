// Following a media while it is worked on.
import 'server-only';
import { onMediaMoved } from '../db/media-signals.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { MediaEvent } from '../shared/schemas/media.ts';
import { stateSelect, toEvent } from './media-states.ts';
import { ownedBy } from './readable.ts';

/**
 * `id` grows with every change, so a reader who comes back knows whether it missed one. `isKnown`: the
 * reader saw it before; it is yielded all the same, to say that watching has begun.
 */
export type MediaMoment = { id: string; isLast: boolean; isKnown: boolean; event: MediaEvent };

/**
 * Yields how the media stands now, then every change, and ends at ready, failed, gone or abort.
 * A reader who comes back with the id of the moment it saw last is told it as `isKnown`.
 * Throws `not_found` before the first moment.
 */
export async function* watchMedia(
  id: string,
  { actor, ports, signal, lastSeen }: Context,
): AsyncGenerator<MediaMoment> {
  let wake = () => {};
  let hasMoved = false;
  const stop = await onMediaMoved(id, () => {
    hasMoved = true;
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    let seen = lastSeen;
    let isFirst = true;
    while (!signal.aborted) {
      hasMoved = false;
      const moment = await look(id, seen, actor, ports);
      if (!moment && isFirst) throw new AppError('not_found', 'There is no such media.');
      if (!moment) return;
      if (isFirst || !moment.isKnown) yield moment;
      if (moment.isLast) return;
      seen = moment.id;
      isFirst = false;
      if (hasMoved || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    stop();
  }
}

type Context = { actor: Actor; ports: Ports; signal: AbortSignal; lastSeen: string | null };

async function look(
  id: string,
  seen: string | null,
  actor: Actor,
  { db }: Ports,
): Promise<MediaMoment | null> {
  const row = await db.media.findFirst({
    where: { id, ...ownedBy(actor) },
    select: stateSelect,
  });
  if (!row) return null;
  const isLast = row.status === 'ready' || row.status === 'failed';
  const momentId = String(row.updatedAt.getTime());
  return {
    id: momentId,
    isLast,
    // The end is always news: without it a reader would come back for ever.
    isKnown: momentId === seen && !isLast,
    event: toEvent(row),
  };
}
