// The ledger of a run: a row for each rendition, what an earlier run made just so, how each one stands.
import 'server-only';
import type { MediaChange } from '../db/media.ts';
import { signalMedia } from '../db/media-signals.ts';
import type { NewRendition, RenditionRow } from '../db/renditions.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import type { RenditionName } from '../shared/renditions.ts';
import { renditionPrefix } from '../storage/keys.ts';
import { ofRun, Superseded, staysUnderWay } from './processing-run.ts';
import type { Profiles } from './profiles.ts';

export type LedgerPlan = {
  /** The SHA-256 of the original. */
  inputHash: string;
  /** What is to be made; names in one item are made together or not at all. */
  groups: Profiles[];
};

/**
 * Enters a row for each rendition of the run, with what else became known: taken over where an earlier
 * run made the same and it is still stored, `pending` elsewhere. What this run made already stays.
 * Throws `Superseded`.
 */
export async function openLedger(
  run: MediaRun,
  plan: LedgerPlan,
  facts: MediaChange,
  ports: Ports,
): Promise<void> {
  const { mediaId, generation } = run;
  const { inputHash } = plan;
  const hashes = new Map(plan.groups.flatMap((profiles) => Object.entries(profiles)));
  const unchanged = await findUnchanged(run, plan, ports);
  for (const { name } of unchanged) hashes.delete(name);
  const pending = [...hashes].map(
    ([name, profileHash]): NewRendition => ({
      ...{ mediaId, generation, name, inputHash, profileHash, status: 'pending' },
    }),
  );
  await ports.db.$transaction(async (tx) => {
    if (!(await staysUnderWay(tx, run, facts, ports.now()))) throw new Superseded(run);
    const names = [...hashes.keys(), ...unchanged.map(({ name }) => name)];
    await tx.rendition.deleteMany({
      where: { mediaId, generation, name: { in: names }, status: { not: 'ready' } },
    });
    const rows = [...unchanged.map((row) => takenOver(run, row)), ...pending];
    await tx.rendition.createMany({ data: rows, skipDuplicates: true });
    await signalMedia(tx, mediaId);
  });
}

/**
 * Whether any of them still has to be made in this run; then they count as running. No, when they were
 * taken over, or when a step is repeated that had entered them.
 */
export async function isToMake(
  run: MediaRun,
  names: RenditionName[],
  { db }: Ports,
): Promise<boolean> {
  const { mediaId, generation } = run;
  const where = { mediaId, generation, name: { in: names } };
  const made = await db.rendition.count({ where: { ...where, status: 'ready' } });
  if (made === names.length) return false;
  await db.rendition.updateMany({
    // Of a run that is over they stay what they came to: nobody would ever say that it is not made.
    where: { ...where, status: { not: 'ready' }, media: ofRun(run) },
    data: { status: 'running' },
  });
  return true;
}

/**
 * What earlier runs made of the same bytes in the same way, whole and still stored. Only the newest row
 * of a name counts: what was begun later and came to nothing is made again. So is what somebody asked
 * for, unless it was made since.
 */
export async function findUnchanged(
  run: MediaRun,
  { inputHash, groups }: LedgerPlan,
  ports: Ports,
): Promise<RenditionRow[]> {
  const { mediaId, generation } = run;
  // Hundreds of small files are first runs, of which there is nothing to find: not even a question.
  if (generation === 1) return [];
  const rows = await ports.db.rendition.findMany({
    where: { mediaId, generation: { lt: generation } },
    orderBy: { generation: 'asc' },
  });
  const newest = new Map(rows.map((row) => [row.name, row]));
  const found = groups.flatMap((profiles) => {
    const same = Object.entries(profiles).flatMap(([name, profileHash]) => {
      const row = newest.get(name);
      const isSame = row?.inputHash === inputHash && row.profileHash === profileHash;
      return row && isSame && isMade(row) && !isAskedFor(row, run) ? [row] : [];
    });
    return same.length === Object.keys(profiles).length ? [same] : [];
  });
  if (found.length === 0) return [];
  const sizes = await storedSizes(mediaId, ports);
  return found.filter((group) => group.every((row) => isStored(row, sizes))).flat();
}

/** The row with which this run names the objects of an earlier one. */
export function takenOver(
  { generation }: MediaRun,
  { id: _, createdAt, updatedAt, ...row }: RenditionRow,
): NewRendition {
  return { ...row, generation, status: 'ready', madeIn: row.madeIn ?? row.generation };
}

function isMade({ status }: RenditionRow): boolean {
  return status === 'ready' || status === 'spare';
}

function isAskedFor(row: RenditionRow, { again, askedIn, generation }: MediaRun): boolean {
  if (again === undefined || (row.madeIn ?? row.generation) >= (askedIn ?? generation))
    return false;
  return again === 'all' || again.some((name) => name === row.name);
}

async function storedSizes(mediaId: string, { storage }: Ports): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for await (const { key, byteSize } of storage.list(renditionPrefix(mediaId))) {
    sizes.set(key, byteSize);
  }
  return sizes;
}

function isStored({ objectKeys, byteSize }: RenditionRow, sizes: Map<string, number>): boolean {
  const found = objectKeys.reduce((sum, key) => sum + (sizes.get(key) ?? Number.NaN), 0);
  return objectKeys.length > 0 && found === Number(byteSize);
}
