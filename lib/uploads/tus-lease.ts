// Whose turn at an upload by tus it is, whichever process asks: a lease in its row.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { releaseLease, renewLease, tryLease } from '../db/tus-leases.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';

/** Longer than a lease lasts: what a killed process held is free before a client is turned away. */
const waitMs = 13_000;
const askEveryMs = 150;
const renewEveryMs = 2000;

export type Lease = { token: string; release(): Promise<void> };

/**
 * Waits until the upload is the caller's, and tells whoever is at it that somebody waits. `onWanted` is
 * called when somebody waits for us, or our turn is over. Throws `not_found` for an upload of somebody
 * else, `conflict` when whoever is at it does not let go.
 */
export async function takeLease(
  { id, ownerId }: { id: string; ownerId: string },
  { db, onWanted, signal }: { db: Ports['db']; onWanted: () => void; signal?: AbortSignal },
): Promise<Lease> {
  const token = randomUUID();
  for (const startedAt = Date.now(); Date.now() - startedAt < waitMs; ) {
    const isOurs = await tryLease(db, { id, ownerId, lease: token });
    if (isOurs === null) throw new AppError('not_found', 'There is no such upload.');
    if (isOurs) return keepLease({ id, token }, { db, onWanted });
    await pause(askEveryMs);
    if (signal?.aborted) break;
  }
  throw new AppError('conflict', 'Another request is at this upload: try again in a moment.');
}

/** Keeps a lease that was written already. */
export function keepLease(
  { id, token }: { id: string; token: string },
  { db, onWanted }: { db: Ports['db']; onWanted: () => void },
): Lease {
  const renew = async () => {
    // A database that is away for a moment is no reason to end: only the row says whose turn it is.
    const state = await renewLease(db, { id, lease: token }).catch(() => 'held');
    if (state !== 'held') onWanted();
  };
  const timer = setInterval(renew, renewEveryMs);
  return {
    token,
    async release() {
      clearInterval(timer);
      await releaseLease(db, { id, lease: token });
    },
  };
}
