// What a sweep is: bounded batches of getting rid of things, which can also only be counted.
import 'server-only';
import { recordAudit } from './audit.ts';
import type { Ports } from './ports.ts';

/** How many of what went, or would go; `failed` stay for the next time. */
export type Counts = Record<string, number>;

export type Batch = {
  counts: Counts;
  /** Where the next batch begins; null when everything was looked at. */
  next: string | null;
};

export type BatchAt = {
  /** What the batch before said; empty at the beginning. */
  after: string;
  /** Says what would be done, and does nothing. */
  isDryRun: boolean;
};

export type Sweep = {
  /** A word by which people and programs ask for it. */
  name: string;
  /**
   * Looks at a bounded number of things and gets rid of those that are due, if they still are in the
   * transaction that does it. Whoever is killed in between, the next batch or the next sweep goes on.
   */
  batch(ports: Ports, at: BatchAt): Promise<Batch>;
};

/** All batches one after the other, and the row that tells of them; answers what was done, or would be. */
export async function runSweep(sweep: Sweep, ports: Ports, isDryRun = false): Promise<Counts> {
  const total: Counts = {};
  try {
    for (let after: string | null = ''; after !== null; ) {
      const { counts, next } = await sweep.batch(ports, { after, isDryRun });
      addTo(total, counts);
      after = next;
    }
  } finally {
    if (!isDryRun) await recordSweep(sweep.name, total, ports);
  }
  return total;
}

export function addTo(total: Counts, counts: Counts): void {
  for (const [what, count] of Object.entries(counts)) total[what] = (total[what] ?? 0) + count;
}

/** Tells of a sweep that did something, once for each `id`. */
export async function recordSweep(
  name: string,
  counts: Counts,
  { db, now }: Ports,
  id?: string,
): Promise<void> {
  if (Object.values(counts).every((count) => count === 0)) return;
  await recordAudit(db, {
    ...{ actor: null, action: 'sweep', noun: 'storage', subjectId: null },
    ...{ details: { name, ...counts }, now: now() },
    ...(id === undefined ? {} : { id }),
  });
}
