// Audits as rows: one is asked for, waits, and is read about; what nobody works on any more is ended.
import 'server-only';
import { type Database, isUniqueViolation } from '../db/client.ts';
import { addEvents } from '../db/outbox.ts';
import { type StorageAuditRow, toStorageAudit } from '../db/storage-audits.ts';
import { auditRequestedEvent } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { AuditFailure, StorageAudit } from '../shared/schemas/storage-audit.ts';

const shown = 20;
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

/** Ends those nobody works on any more, so that the next one can begin. */
async function endLost({ db, now }: Pick<Ports, 'db' | 'now'>): Promise<void> {
  const at = now().getTime();
  const silent = { status: 'running', heartbeatAt: { lt: new Date(at - silentMs) } } as const;
  const forgotten = { status: 'waiting', heartbeatAt: { lt: new Date(at - waitsMs) } } as const;
  await endAudits(db, { OR: [silent, forgotten] }, 'stalled', now());
}

/** Ends those among `which` that are under way. */
export async function endAudits(
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

function requireAdmin(actor: Actor): void {
  if (!isAdmin(actor)) throw new AppError('forbidden', 'Only admins see audits of the store.');
}
