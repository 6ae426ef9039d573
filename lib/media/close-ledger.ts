// How a run that failed leaves its ledger.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import type { MediaRun } from '../jobs/events.ts';
import { earlyName, renditionGroups } from '../shared/renditions.ts';

/**
 * Part of the transaction that fails the run. What it was at is marked failed, with the end of the
 * log. What it had made becomes spare: shown to nobody, kept until a later run is whole, which takes
 * it over if nothing changed. What is in no ledger (it has no hashes) cannot be taken over and goes.
 */
export async function closeLedger(
  tx: Transaction,
  { mediaId, generation, type }: MediaRun,
  logTail: string,
): Promise<void> {
  const where = { mediaId, generation };
  const failed = { status: 'failed', logTail } as const;
  await tx.rendition.updateMany({ where: { ...where, status: 'running' }, data: failed });
  const inNoLedger = { ...where, status: 'ready', profileHash: null } as const;
  await tx.rendition.deleteMany({ where: { OR: [inNoLedger, { mediaId, name: earlyName }] } });
  await tx.rendition.updateMany({
    where: { ...where, status: 'ready' },
    data: { status: 'spare' },
  });
  if (type === 'video') return;
  // Such a run is one verb, which enters nothing before its end: it was at the first it makes.
  const [names = []] = renditionGroups[type];
  await tx.rendition.createMany({
    data: names.map((name) => ({ ...where, name, ...failed })),
    skipDuplicates: true,
  });
}
