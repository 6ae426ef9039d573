// Rows of audits as the rest of the house sees them.
import 'server-only';
import { type StorageAudit, storageAuditSchema } from '../shared/schemas/storage-audit.ts';
import type { Prisma } from './generated/client.ts';

export type StorageAuditRow = Prisma.StorageAuditGetPayload<Record<never, never>>;

/** As programs and pages see it. */
export function toStorageAudit(row: StorageAuditRow): StorageAudit {
  const { id, status, startedBy, objectCount, report, repair, failureCode: failure } = row;
  return storageAuditSchema.parse({
    ...{ id, status, startedBy, objectCount, report, repair, failure },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });
}
