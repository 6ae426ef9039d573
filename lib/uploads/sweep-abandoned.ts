// Removing what nobody saved: files without a form, uploads that stopped, deletions cut short.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { forgetDrafts, livingDraft } from '../db/drafts.ts';
import { type MediaWhere, usedNowhere } from '../db/media.ts';
import type { Ports } from '../ports/ports.ts';
import { removeMedia } from '../ports/remove-media.ts';
import type { UploadRules } from './policy.ts';

const hour = 3_600_000;
const batchSize = 100;

export type SweepResult = { removed: number; forgotten: number; failed: number };

/**
 * One bounded batch. Forgets drafts that are over, marks media unattached for `idleHours` (neither
 * being uploaded nor in an unsaved form), removes what is marked, and forgets the rows of ended uploads. A file attached at that instant is safe: the
 * mark and the attach are single updates that each name the state they expect.
 */
export async function sweepAbandoned(
  ports: Ports,
  { idleHours, urlTtlSeconds }: Pick<UploadRules, 'idleHours' | 'urlTtlSeconds'>,
): Promise<SweepResult> {
  const now = ports.now();
  const before = new Date(now.getTime() - idleHours * hour);
  await forgetDrafts(ports.db, now);
  await ports.db.$transaction((tx) => markAbandoned(tx, before, now));
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
  const lastUrlEnds = new Date(now.getTime() - urlTtlSeconds * 1000);
  const forgotten = await forgetEndedUploads(ports, before < lastUrlEnds ? before : lastUrlEnds);
  return { removed: marked.length - failed, forgotten, failed };
}

/**
 * The mark names the columns of its own rows: PostgreSQL looks at those again after it waited for
 * somebody else's change. An update with a limit would hide them in a subquery, which it does not.
 */
async function markAbandoned(tx: Transaction, before: Date, now: Date): Promise<void> {
  const where = abandonedSince(before, now);
  const found = await tx.media.findMany({ where, take: batchSize, select: { id: true } });
  const ids = found.map(({ id }) => id);
  await tx.upload.updateMany({
    where: { mediaId: { in: ids }, status: 'open', lastActiveAt: { lt: before } },
    data: { status: 'aborted' },
  });
  await tx.media.updateMany({ where: { ...where, id: { in: ids } }, data: { deletingAt: now } });
}

function abandonedSince(before: Date, now: Date): MediaWhere {
  return {
    deletingAt: null,
    unattachedSince: { lt: before },
    NOT: { upload: { draft: livingDraft(now) } },
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
