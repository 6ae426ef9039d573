// Telling of media that their original is gone, so that their owner learns of it and what to do.
import 'server-only';
import { signalMedia } from '../db/media-signals.ts';
import type { Due, FindingRow } from '../db/storage-findings.ts';
import { removeFindings } from '../db/storage-findings.ts';
import { announceMedia } from '../ports/announce-media.ts';
import type { Ports } from '../ports/ports.ts';
import type { Repair } from '../shared/schemas/storage-audit.ts';
import { inParallel } from '../storage/in-parallel.ts';
import { eachDue } from './remove-orphans.ts';

const lanes = 16;
const failed = {
  ...({ status: 'failed', failureCode: 'source_missing', stage: null } as const),
  failureMessage: 'The original is no longer stored.',
};

/**
 * Marks media failed (`source_missing`) whose original two audits missed, and that is still not there.
 * What was made of it stays and is shown. Media that are being processed are left to their run, which
 * finds the same.
 */
export async function failWithoutOriginal(input: {
  ports: Pick<Ports, 'db' | 'storage' | 'now'>;
  due: Due;
  repair: Repair;
}): Promise<void> {
  const { db, storage, now } = input.ports;
  await eachDue(input, 'missing', async (rows) => {
    const absent: FindingRow[] = [];
    await inParallel(rows, lanes, async (row) => {
      if (!(await storage.head(row.key))) absent.push(row);
    });
    await db.$transaction(async (tx) => {
      const media = await tx.media.updateManyAndReturn({
        where: {
          storageKey: { in: absent.map(({ key }) => key) },
          ...{ deletingAt: null, status: { in: ['ready', 'failed'] } },
        },
        data: failed,
        select: { id: true },
      });
      const ids = media.map(({ id }) => id);
      await signalMedia(tx, ...ids);
      await announceMedia(tx, 'media.failed', ids, now());
      await removeFindings(tx, rows);
      input.repair.failedMedia += media.length;
      input.repair.spared += rows.length - media.length;
    });
  });
}
