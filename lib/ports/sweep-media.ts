// Sweeps that remove whole files: what is due is marked, then its objects go, then its row.
import 'server-only';
import { type Transaction, transact } from '../db/client.ts';
import { type MediaWhere, usedNowhere } from '../db/media.ts';
import { markUnused, removeEach } from './remove-media.ts';
import type { Sweep } from './sweep.ts';

const batchSize = 100;

type MediaSweep = {
  name: string;
  /** What is due, by columns of its own and of its upload. */
  dueAt(now: Date): MediaWhere;
  /** Said first, in the transaction that marks them. */
  before?(tx: Transaction, ids: string[], now: Date): Promise<void>;
};

/** Whatever is due, a saved form keeps it. */
export function sweepOfMedia({ name, dueAt, before }: MediaSweep): Sweep {
  return {
    name,
    async batch(ports, { after, isDryRun }) {
      const now = ports.now();
      const due = { ...dueAt(now), ...usedNowhere, deletingAt: null };
      const found = await ports.db.media.findMany({
        where: { ...due, id: { gt: after } },
        orderBy: { id: 'asc' },
        take: batchSize,
        select: { id: true, byteSize: true },
      });
      const next = found.length < batchSize ? null : (found.at(-1)?.id ?? null);
      const countsOf = (ids: string[], failed: number) => {
        const files = found.filter(({ id }) => ids.includes(id));
        const bytes = files.reduce((sum, { byteSize }) => sum + Number(byteSize), 0);
        return { files: ids.length, bytes, failed };
      };
      const ids = found.map(({ id }) => id);
      if (isDryRun) return { counts: countsOf(ids, 0), next };
      const marked = await transact(ports.db, async (tx) => {
        await before?.(tx, ids, now);
        return markUnused(tx, { ids, expected: due, now });
      });
      return { counts: countsOf(marked, await removeEach(marked, ports)), next };
    },
  };
}

/** Deletions that were cut short: their mark is there, and whatever a crash or the store left of them. */
export const unfinishedDeletions: Sweep = {
  name: 'deletions',
  async batch(ports, { after, isDryRun }) {
    const marked = await ports.db.media.findMany({
      where: { deletingAt: { not: null }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batchSize,
      select: { id: true },
    });
    const ids = marked.map(({ id }) => id);
    const failed = isDryRun ? 0 : await removeEach(ids, ports);
    const next = ids.length < batchSize ? null : (ids.at(-1) ?? null);
    return { counts: { files: ids.length - failed, failed }, next };
  },
};
