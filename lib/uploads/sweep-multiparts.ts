// Ending multipart sessions at the store that no row knows: a crash came between store and row.
import 'server-only';
import { env } from '../env/env.ts';
import type { Ports } from '../ports/ports.ts';

const hour = 3_600_000;
const abortedAtMost = 500;

/**
 * Aborts sessions older than `MULTIPART_IDLE_HOURS` that no open upload uses; returns how many. Our own
 * renditions go up in parts, too: storing one must not take so long.
 */
export async function sweepMultiparts({ db, storage, now }: Ports): Promise<number> {
  const before = new Date(now().getTime() - env().MULTIPART_IDLE_HOURS * hour);
  let aborted = 0;
  for await (const { key, multipartId, startedAt } of storage.openMultiparts()) {
    if (startedAt >= before) continue;
    const where = { storageKey: key, multipartId, status: 'open' } as const;
    if ((await db.upload.count({ where })) > 0) continue;
    await storage.abortMultipart({ key, multipartId });
    aborted += 1;
    if (aborted === abortedAtMost) break;
  }
  return aborted;
}
