// Ending multipart sessions at the store that no row knows: a crash came between store and row.
import 'server-only';
import type { Ports } from '../ports/ports.ts';

const hour = 3_600_000;
/** Also our own renditions go up in parts, and making them may take half of this. */
const leastHours = 24;
const abortedAtMost = 500;

/** Aborts sessions older than `idleHours` (at least a day) that no open upload uses; returns how many. */
export async function sweepMultiparts(
  { db, storage, now }: Ports,
  { idleHours }: { idleHours: number },
): Promise<number> {
  const before = new Date(now().getTime() - Math.max(idleHours, leastHours) * hour);
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
