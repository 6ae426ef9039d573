// Removes what runs stored that no row names, and that nobody came to clear up.
import 'server-only';
import { env } from '../env/env.ts';
import type { Ports } from '../ports/ports.ts';
import { renditionOwner, renditionsPrefix } from '../storage/keys.ts';

type Found = { key: string; mediaId: string; generation: number };

const mediaAtOnce = 100;
const hour = 3_600_000;

/**
 * Looks at every stored rendition, which the store lists a thousand at a time. Whoever ends a run clears
 * up after it; this is for what a store that was away for too long, or a crash that nobody repeated,
 * left behind. What was written in the last `UNNAMED_AFTER_HOURS` stays (a step enters at its end
 * what it stores), and so does all of a media that is worked on, being deleted, or not known here: another installation may share the bucket, a backup may be restored.
 */
export async function sweepUnnamed(ports: Ports): Promise<{ removed: number; failed: number }> {
  const before = new Date(ports.now().getTime() - env().UNNAMED_AFTER_HOURS * hour);
  const total = { removed: 0, failed: 0 };
  let found: Found[] = [];
  let mediaIds = new Set<string>();
  const removeFound = async () => {
    const unnamed = await pickUnnamed(found, [...mediaIds], ports);
    const failed = await ports.storage.remove(unnamed);
    total.removed += unnamed.length - failed.length;
    total.failed += failed.length;
    found = [];
    mediaIds = new Set();
  };
  for await (const { key, modifiedAt } of ports.storage.list(renditionsPrefix)) {
    const owner = renditionOwner(key);
    if (!owner || modifiedAt >= before) continue;
    if (!mediaIds.has(owner.mediaId) && mediaIds.size === mediaAtOnce) await removeFound();
    mediaIds.add(owner.mediaId);
    found.push({ key, ...owner });
  }
  if (found.length > 0) await removeFound();
  return total;
}

/** The keys of runs that are over and that no row of their media names. */
async function pickUnnamed(found: Found[], mediaIds: string[], { db }: Ports): Promise<string[]> {
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
  const keys = found.filter(isOver).map(({ key }) => key);
  if (keys.length === 0) return [];
  // Read last: of a run that is over no row comes to name another object.
  const rows = await db.rendition.findMany({
    where: { mediaId: { in: mediaIds } },
    select: { storageKey: true, objectKeys: true },
  });
  const named = new Set(rows.flatMap(({ storageKey, objectKeys }) => [storageKey, ...objectKeys]));
  return keys.filter((key) => !named.has(key));
}
