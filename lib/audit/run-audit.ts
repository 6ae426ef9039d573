// Running an audit that was entered: from its row to its report, its findings and its line in the log.
import 'server-only';
import { toStorageAudit } from '../db/storage-audits.ts';
import { forgetFindings } from '../db/storage-findings.ts';
import { recordAudit } from '../ports/audit.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import {
  type AuditFailure,
  countFindings,
  type Repair,
  type StorageAudit,
  type StorageReport,
} from '../shared/schemas/storage-audit.ts';
import { auditStorage } from './audit-storage.ts';
import { type RepairWish, repairStorage } from './repair-storage.ts';
import { endAudits } from './storage-audits.ts';
import { writesDown } from './write-down.ts';

const beatEveryMs = 1000;

/**
 * Runs an audit that was entered, and puts right what `wish` says. What it finds is written down. A
 * repeated call (its worker was killed) begins again. Throws `conflict` for one that is over, and what
 * kept it from its end, which its row then says.
 */
export async function runAudit(
  id: string,
  { graceSeconds, wish = null }: { graceSeconds: number; wish?: RepairWish | null },
  ports: Ports,
): Promise<StorageAudit> {
  const { db } = ports;
  const seenAt = ports.now();
  const { count } = await db.storageAudit.updateMany({
    where: { id, status: { in: ['waiting', 'running'] } },
    data: { status: 'running', startedAt: seenAt, heartbeatAt: seenAt, objectCount: 0 },
  });
  if (count === 0) throw new AppError('conflict', 'This audit is over.');
  try {
    const found = await whileBeating(id, ports, async (onProgress) => {
      const listeners = { ...writesDown(db, seenAt), onProgress };
      const report = await auditStorage(ports, { graceSeconds, listeners });
      await forgetFindings(db, seenAt);
      return { report, repair: wish && (await repairStorage(ports, { report, seenAt, wish })) };
    });
    return await finish(id, found, ports);
  } catch (error) {
    await endAudits(db, { id }, failureOf(error), ports.now());
    throw error;
  }
}

type Found = { report: StorageReport; repair: Repair | null };

async function finish(
  id: string,
  { report, repair }: Found,
  { db, now }: Ports,
): Promise<StorageAudit> {
  const row = await db.$transaction(async (tx) => {
    const objectCount = report.objects.count;
    const done = { status: 'done', finishedAt: now(), objectCount } as const;
    const [ended] = await tx.storageAudit.updateManyAndReturn({
      where: { id, status: 'running' },
      data: { ...done, report, ...(repair && { repair }) },
    });
    if (!ended) throw new AppError('conflict', 'This audit is over.');
    const actor = ended.actorId === null ? null : { id: ended.actorId };
    const details = { objects: objectCount, findings: countFindings(report), ...deeds(repair) };
    const deed = { actor, action: 'audit', noun: 'storage', subjectId: id, details } as const;
    await recordAudit(tx, { ...deed, now: now() });
    return ended;
  });
  return toStorageAudit(row);
}

function deeds(repair: Repair | null): Record<string, number> {
  if (!repair) return {};
  const { removed, aborted, failedMedia } = repair;
  return { removed: removed.count, removedBytes: removed.bytes, aborted, failedMedia };
}

/** Says every second how far it is, and so that it lives. */
async function whileBeating<Result>(
  id: string,
  { db, now }: Ports,
  work: (onProgress: (objects: number) => void) => Promise<Result>,
): Promise<Result> {
  let objectCount = 0;
  let writing: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    const data = { objectCount, heartbeatAt: now() };
    // A beat that is missed is no reason to stop; that the next one is missed as well ends it.
    writing ??= db.storageAudit
      .updateMany({ where: { id, status: 'running' }, data })
      .catch(() => undefined)
      .finally(() => {
        writing = undefined;
      });
  }, beatEveryMs);
  try {
    return await work((objects) => {
      objectCount = objects;
    });
  } finally {
    clearInterval(timer);
    await writing;
  }
}

function failureOf(error: unknown): AuditFailure {
  const isStore = error instanceof AppError && error.code === 'storage_unavailable';
  return isStore ? 'storage_unavailable' : 'internal';
}
