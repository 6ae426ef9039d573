// Removing what nobody saved: files without a form, uploads that stopped, deletions cut short.
import 'server-only';
import { type MediaWhere, usedNowhere } from '../db/media.ts';
import type { Ports } from '../ports/ports.ts';
import { removeMedia } from '../ports/remove-media.ts';

const hour = 3_600_000;
const batchSize = 100;

export type SweepResult = { removed: number; forgotten: number; failed: number };

/**
 * One bounded batch. Marks media unattached for `idleHours` (and not being uploaded), removes what
 * is marked, and forgets the rows of ended uploads. A file attached at that instant is safe: the
 * mark and the attach are single updates that each name the state they expect.
 */
export async function sweepAbandoned(ports: Ports, idleHours: number): Promise<SweepResult> {
  const now = ports.now();
  const before = new Date(now.getTime() - idleHours * hour);
  await ports.db.media.updateManyAndReturn({
    where: abandonedSince(before),
    data: { deletingAt: now },
    limit: batchSize,
    select: { id: true },
  });
  const marked = await ports.db.media.findMany({
    where: { deletingAt: { not: null } },
    orderBy: { deletingAt: 'asc' },
    take: batchSize,
    select: { id: true },
  });
  let failed = 0;
  for (const { id } of marked) {
    // One file that cannot be removed must not keep the others: it stays marked for the next round.
    await removeMedia(id, ports).catch(() => {
      failed += 1;
    });
  }
  const forgotten = await forgetEndedUploads(ports, before);
  return { removed: marked.length - failed, forgotten, failed };
}

function abandonedSince(before: Date): MediaWhere {
  return {
    deletingAt: null,
    unattachedSince: { lt: before },
    OR: [{ upload: null }, { upload: { NOT: { status: 'open', lastActiveAt: { gte: before } } } }],
    ...usedNowhere,
  };
}

/**
 * A presigned URL outlives the upload it was made for, so a late PUT can bring an object back after
 * it was deleted. The row stays until no URL can be valid, then the key is removed once more.
 */
async function forgetEndedUploads({ db, storage }: Ports, before: Date): Promise<number> {
  const ended = await db.upload.findMany({
    where: { mediaId: null, lastActiveAt: { lt: before } },
    take: batchSize,
    select: { id: true, storageKey: true },
  });
  const failed = new Set(
    (await storage.remove(ended.map((row) => row.storageKey))).map((f) => f.key),
  );
  const gone = ended.filter((row) => !failed.has(row.storageKey)).map((row) => row.id);
  const { count } = await db.upload.deleteMany({ where: { id: { in: gone }, mediaId: null } });
  return count;
}
