// Emptying the trash of what has lain there for thirty days.
import 'server-only';
import { transact } from '../db/client.ts';
import { findDeletedBefore, lockRecord } from '../db/records.ts';
import { log } from '../env/log.ts';
import type { Ports } from '../ports/ports.ts';
import type { Sweep } from '../ports/sweep.ts';
import { type Noun, trashDays } from '../shared/schemas/record.ts';
import { removeForGood } from './trash.ts';

const batchSize = 100;
const day = 24 * 3_600_000;

export const oldTrash: Sweep = {
  name: 'trash',
  async batch(ports, { after, isDryRun }) {
    const before = new Date(ports.now().getTime() - trashDays * day);
    const found = await findDeletedBefore(ports.db, { before, after, limit: batchSize });
    const next = found.length < batchSize ? null : (found.at(-1)?.id ?? null);
    if (isDryRun) return { counts: { records: found.length }, next };
    const counts = { records: 0, failed: 0 };
    for (const { noun, id } of found) {
      try {
        if (await purgeOne(noun, { id, before }, ports)) counts.records += 1;
      } catch (error) {
        // One that cannot go must not keep the others: tomorrow it is tried again.
        log().warn({ noun, id, error: String(error) }, 'a record could not leave the trash');
        counts.failed += 1;
      }
    }
    return { counts, next };
  },
};

/** Says no when it was restored meanwhile. */
function purgeOne(noun: Noun, { id, before }: { id: string; before: Date }, ports: Ports) {
  return transact(ports.db, async (tx) => {
    const row = await lockRecord(tx, noun, { id });
    if (!row?.deletedAt || row.deletedAt >= before) return false;
    await removeForGood(tx, noun, row, { actor: null, now: ports.now() });
    return true;
  });
}
