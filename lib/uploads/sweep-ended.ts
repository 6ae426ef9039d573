// Forgetting uploads that are over and left no file.
import 'server-only';
import { env } from '../env/env.ts';
import type { Sweep } from '../ports/sweep.ts';

const batchSize = 200;
const hour = 3_600_000;

/**
 * A presigned URL outlives the upload it was made for, so a late PUT can bring an object back after
 * it was deleted. The row stays until no URL can be valid, then the key is removed once more.
 */
export const endedUploads: Sweep = {
  name: 'uploads',
  async batch({ db, storage, now }, { after, isDryRun }) {
    const { ABANDONED_AFTER_HOURS, UPLOAD_URL_TTL_SECONDS } = env();
    const keptMs = Math.max(ABANDONED_AFTER_HOURS * hour, UPLOAD_URL_TTL_SECONDS * 1000);
    const before = new Date(now().getTime() - keptMs);
    const ended = await db.upload.findMany({
      where: { mediaId: null, lastActiveAt: { lt: before }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batchSize,
      select: { id: true, storageKey: true },
    });
    const next = ended.length < batchSize ? null : (ended.at(-1)?.id ?? null);
    if (isDryRun) return { counts: { uploads: ended.length, failed: 0 }, next };
    const kept = await storage.remove(ended.map(({ storageKey }) => storageKey));
    const isKept = new Set(kept.map(({ key }) => key));
    const gone = ended.filter(({ storageKey }) => !isKept.has(storageKey)).map(({ id }) => id);
    const { count } = await db.upload.deleteMany({ where: { id: { in: gone }, mediaId: null } });
    return { counts: { uploads: count, failed: kept.length }, next };
  },
};
