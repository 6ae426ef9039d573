// Putting right what an audit found again: the second phase, after the wait.
import 'server-only';
import { waitingFindings } from '../db/storage-findings.ts';
import type { Ports } from '../ports/ports.ts';
import type { Repair, StorageReport } from '../shared/schemas/storage-audit.ts';
import { failWithoutOriginal } from './fail-without-original.ts';
import { abortSessions, removeOrphans } from './remove-orphans.ts';

export type RepairWish = {
  /** Remove also what lies outside our own folders. */
  isForeignMeant: boolean;
  /** Also where most of what there is would go. */
  isForced: boolean;
};

/** Fewer are never too many. */
const fewEnough = 100;

/**
 * Removes orphans, ends sessions nobody uses and marks media failed whose original is gone, where the
 * audit that began at `seenAt` found them and an earlier one at least `graceSeconds` before did, and one
 * more look right before agrees. Does nothing, and says so (`isHeld`), where more than half of all
 * objects or rows are concerned: then rather the bucket or the database is the wrong one.
 */
export async function repairStorage(
  ports: Ports,
  input: { report: StorageReport; seenAt: Date; wish: RepairWish },
): Promise<Repair> {
  const { report, seenAt, wish } = input;
  const graceMs = report.graceSeconds * 1000;
  const repair: Repair = {
    ...{ removed: { count: 0, bytes: 0 }, aborted: 0, failedMedia: 0, spared: 0, refused: 0 },
    ...{ isHeld: !wish.isForced && isMost(report), waiting: 0, waitingUntil: null },
  };
  const due = { seenAt, firstBefore: new Date(ports.now().getTime() - graceMs) };
  if (!repair.isHeld) {
    await removeOrphans({ ports, due, repair }, wish.isForeignMeant);
    await abortSessions({ ports, due, repair });
    await failWithoutOriginal({ ports, due, repair });
  }
  const { count, lastSeenFirst } = await waitingFindings(ports.db, due);
  const until = lastSeenFirst && new Date(lastSeenFirst.getTime() + graceMs);
  return { ...repair, waiting: count, waitingUntil: until?.toISOString() ?? null };
}

function isMost({ orphans, objects, missing, named }: StorageReport): boolean {
  const are = (some: number, all: number) => some > fewEnough && some > all / 2;
  return are(orphans.count, objects.count) || are(missing.count, named);
}
