// Emptying the trash of what has lain there for thirty days.
import 'server-only';
import { transact } from '../db/client.ts';
import { findDeletedBefore, lockRecord } from '../db/records.ts';
import { log } from '../env/log.ts';
import type { Ports } from '../ports/ports.ts';
import { type Noun, nouns, trashDays } from '../shared/schemas/record.ts';
import { removeForGood } from './trash.ts';

const batchSize = 100;
const day = 24 * 3_600_000;

/** One bounded batch of each noun; answers how many went. None: the trash holds nothing that old. */
export async function purgeExpired(ports: Ports): Promise<{ purged: number; failed: number }> {
  const before = new Date(ports.now().getTime() - trashDays * day);
  const result = { purged: 0, failed: 0 };
  for (const noun of nouns) {
    for (const id of await findDeletedBefore(ports.db, noun, { before, limit: batchSize })) {
      try {
        if (await purgeOne(noun, { id, before }, ports)) result.purged += 1;
      } catch (error) {
        // One that cannot go must not keep the others: tomorrow it is tried again.
        log().warn({ noun, id, error: String(error) }, 'a record could not leave the trash');
        result.failed += 1;
      }
    }
  }
  return result;
}

/** Says no when it was restored meanwhile. */
function purgeOne(noun: Noun, { id, before }: { id: string; before: Date }, ports: Ports) {
  return transact(ports.db, async (tx) => {
    const row = await lockRecord(tx, noun, { id });
    if (!row?.deletedAt || row.deletedAt >= before) return false;
    await removeForGood(tx, noun, row, { actor: null, now: ports.now() });
    return true;
  });
}
