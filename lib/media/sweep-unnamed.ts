// Removes what runs stored that no row names, and that nobody came to clear up.
import 'server-only';
import { env } from '../env/env.ts';
import type { Ports } from '../ports/ports.ts';
import { addTo, type Counts, type Sweep } from '../ports/sweep.ts';
import { renditionOwner, renditionsPrefix } from '../storage/keys.ts';
import type { ListedObject } from '../storage/storage.ts';

type Found = ListedObject & { mediaId: string; generation: number };

/** Objects that come one after the other; of those that are old enough, what they are. */
type Group = { found: Found[]; mediaIds: Set<string>; listed: number; last: string };

const mediaAtOnce = 100;
const listedAtOnce = 1000;
/** Of one batch. */
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
    const counts: Counts = { objects: 0, bytes: 0, failed: 0 };
    let listed = 0;
    for await (const group of groupsAfter(after, ports)) {
      addTo(counts, await settle(group.found, isDryRun, ports));
      listed += group.listed;
      if (listed >= listedAtMost) return { counts, next: group.last };
    }
    return { counts, next: null };
  },
};

async function* groupsAfter(after: string, { storage, now }: Ports): AsyncGenerator<Group> {
  const before = new Date(now().getTime() - env().UNNAMED_AFTER_HOURS * hour);
  const begin = (): Group => ({ found: [], mediaIds: new Set(), listed: 0, last: '' });
  let group = begin();
  for await (const object of storage.list(renditionsPrefix, after)) {
    if (group.mediaIds.size === mediaAtOnce || group.listed === listedAtOnce) {
      yield group;
      group = begin();
    }
    group.listed += 1;
    group.last = object.key;
    const owner = renditionOwner(object.key);
    if (!owner || object.modifiedAt >= before) continue;
    group.mediaIds.add(owner.mediaId);
    group.found.push({ ...object, ...owner });
  }
  yield group;
}

async function settle(found: Found[], isDryRun: boolean, ports: Ports): Promise<Counts> {
  const unnamed = await pickUnnamed(found, ports);
  const failed = isDryRun ? [] : await ports.storage.remove(unnamed.map(({ key }) => key));
  const isLeft = new Set(failed.map(({ key }) => key));
  const gone = unnamed.filter(({ key }) => !isLeft.has(key));
  const bytes = gone.reduce((sum, { byteSize }) => sum + byteSize, 0);
  return { objects: gone.length, bytes, failed: failed.length };
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
