// How often one person may change something.
import 'server-only';
import { countAttempt } from '../db/rate-limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';

/** Who drops five hundred pictures to make photos of them, twice, stays well below. */
const writesPerMinute = 3000;
const reads = new Set(['GET', 'HEAD']);

/** Counts a request that changes something. Throws `rate_limited` when there were too many this minute. */
export async function countWrite(
  request: Request,
  { actor, ports }: { actor: Actor; ports: Ports },
): Promise<void> {
  if (reads.has(request.method)) return;
  const retryAfterSeconds = await countAttempt(ports.db, {
    ...{ key: `writes:${actor.id}`, windowSeconds: 60, limit: writesPerMinute },
  });
  if (retryAfterSeconds === 0) return;
  throw new AppError('rate_limited', 'Too many changes in a short time: wait a moment.', {
    retryAfterSeconds,
  });
}
