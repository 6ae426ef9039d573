// Removes what runs stored that no row names, and that nobody came to clear up.
import 'server-only';
import { env } from '../env/env.ts';
import type { Ports } from '../ports/ports.ts';
import type { Sweep } from '../ports/sweep.ts';
import { renditionOwner, renditionsPrefix } from '../storage/keys.ts';
import type { ListedObject } from '../storage/storage.ts';

type Found = ListedObject & { mediaId: string; generation: number };

const mediaAtOnce = 100;
const listedAtMost = 20_000;
const hour = 3_600_000;

/**
 * Looks at every stored rendition, which the store lists a thousand at a time. Whoever ends a run clears
 * up after it; this is for what a store that was away for too long, or a crash that nobody repeated,
 * left behind. What was written in the last `UNNAMED_AFTER_HOURS` stays (a step enters at its end
 * what it stores), and so does all of a media that is worked on, being deleted, or not known here:
 * another installation may share the bucket, a backup may be restored.
 */
export const unnamedRenditions: Sweep = {
  name: 'renditions',
  async batch(ports, { after, isDryRun }) {
    const before = new Date(ports.now().getTime() - env().UNNAMED_AFTER_HOURS * hour);
    const counts = { objects: 0, bytes: 0, failed: 0 };
    let found: Found[] = [];
    const settle = async () => {
      const unnamed = await pickUnnamed(found, ports);
      const failed = isDryRun ? [] : await ports.storage.remove(unnamed.map(({ key }) => key));
      counts.objects += unnamed.length - failed.length;
      counts.failed += failed.length;
      const isLeft = new Set(failed.map(({ key }) => key));
      for (const { key, byteSize } of unnamed) counts.bytes += isLeft.has(key) ? 0 : byteSize;
      found = [];
    };
    let listed = 0;
    for await (const object of ports.storage.list(renditionsPrefix, after)) {
      const owner = renditionOwner(object.key);
      if (owner && object.modifiedAt < before) {
        if (isFull(found, owner.mediaId)) await settle();
        found.push({ ...object, ...owner });
      }
      listed += 1;
      if (listed < listedAtMost) continue;
      await settle();
      return { counts, next: object.key };
    }
    await settle();
    return { counts, next: null };
  },
};

/** The store lists all of one media together. */
function isFull(found: Found[], mediaId: string): boolean {
  const ids = new Set(found.map((object) => object.mediaId));
  return ids.size === mediaAtOnce && !ids.has(mediaId);
}

/** Those of runs that are over that no row of their media names. */
async function pickUnnamed(found: Found[], { db }: Ports): Promise<Found[]> {
  const mediaIds = [...new Set(found.map(({ mediaId }) => mediaId))];
  const media = await db.media.findMany({
    where: { id: { in: mediaIds } },
    select: { id: true, generation: true, status: true, deletingAt: true },
  });
  const mediaOf = new Map(media.map((row) => [row.id, row]));
  const isOver = ({ mediaId, generation }: Found) => {
    const row = mediaOf.get(mediaId);
    const isAtRest = row && row.status !== 'processing' && !row.deletingAt;
    return isAtRest && generation <= row.generation;
  };
  const over = found.filter(isOver);
  if (over.length === 0) return [];
  // Read last: of a run that is over no row comes to name another object.
  const rows = await db.rendition.findMany({
    where: { mediaId: { in: mediaIds } },
    select: { storageKey: true, objectKeys: true },
  });
  const named = new Set(rows.flatMap(({ storageKey, objectKeys }) => [storageKey, ...objectKeys]));
  return over.filter(({ key }) => !named.has(key));
}
