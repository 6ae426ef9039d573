// Audits as rows: one is asked for, runs, ends, and is read about.
import 'server-only';
import { type Database, isUniqueViolation } from '../db/client.ts';
import { addEvents } from '../db/outbox.ts';
import { type StorageAuditRow, toStorageAudit } from '../db/storage-audits.ts';
import { forgetFindings } from '../db/storage-findings.ts';
import { auditRequestedEvent } from '../jobs/events.ts';
import { recordAudit } from '../ports/audit.ts';
import type { Ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
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
import { writesDown } from './write-down.ts';

const shown = 20;
const beatEveryMs = 1000;
const minute = 60_000;
/** Whoever walks is lost when it was silent for so long; nobody comes any more after the other. */
const silentMs = 10 * minute;
const waitsMs = 60 * minute;

/** The last audits, newest first. Throws `forbidden` for who is no admin. */
export async function listAudits({ actor, ports }: Asked): Promise<{ results: StorageAudit[] }> {
  requireAdmin(actor);
  await endLost(ports);
  const orderBy = [{ createdAt: 'desc' }, { id: 'desc' }] as const;
  const rows = await ports.db.storageAudit.findMany({ orderBy: [...orderBy], take: shown });
  return { results: rows.map(toStorageAudit) };
}

type Asked = { actor: Actor; ports: Ports };

/** Asks for an audit, which a worker then runs. Throws `forbidden`, and `conflict` while one is under way. */
export async function requestAudit({ actor, ports }: Asked): Promise<StorageAudit> {
  requireAdmin(actor);
  const row = await enterAudit({ startedBy: 'person', actor }, ports);
  ports.sendWaitingEvents();
  return toStorageAudit(row);
}

/** Enters one that waits to be run; for one a person asked for, with its event. Throws `conflict`. */
export async function enterAudit(
  { startedBy, actor = null }: { startedBy: StorageAudit['startedBy']; actor?: Actor | null },
  ports: Ports,
): Promise<StorageAuditRow> {
  await endLost(ports);
  const now = ports.now();
  const data = { startedBy, actorId: actor?.id ?? null, createdAt: now, heartbeatAt: now };
  try {
    return await ports.db.$transaction(async (tx) => {
      const row = await tx.storageAudit.create({ data });
      if (startedBy === 'person') await addEvents(tx, auditRequestedEvent(row.id));
      return row;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'An audit is under way: wait for its end.', { cause: error });
  }
}

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

/** Ends those nobody works on any more, so that the next one can begin. */
async function endLost({ db, now }: Pick<Ports, 'db' | 'now'>): Promise<void> {
  const at = now().getTime();
  const silent = { status: 'running', heartbeatAt: { lt: new Date(at - silentMs) } } as const;
  const forgotten = { status: 'waiting', heartbeatAt: { lt: new Date(at - waitsMs) } } as const;
  await endAudits(db, { OR: [silent, forgotten] }, 'stalled', now());
}

async function endAudits(
  db: Database,
  which: object,
  failureCode: AuditFailure,
  finishedAt: Date,
): Promise<void> {
  const isUnderWay = { status: { in: ['waiting', 'running'] } } as const;
  await db.storageAudit.updateMany({
    where: { AND: [isUnderWay, which] },
    data: { status: 'failed', failureCode, finishedAt },
  });
}

function failureOf(error: unknown): AuditFailure {
  const isStore = error instanceof AppError && error.code === 'storage_unavailable';
  return isStore ? 'storage_unavailable' : 'internal';
}

function requireAdmin(actor: Actor): void {
  if (!isAdmin(actor)) throw new AppError('forbidden', 'Only admins see audits of the store.');
}
