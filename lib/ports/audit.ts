// The log of who did what to which record or file.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import type { Actor } from '../shared/actor.ts';
import type { Noun } from '../shared/schemas/record.ts';

export type AuditAction =
  | 'create'
  | 'update'
  | 'delete'
  | 'restore'
  | 'purge'
  | 'publish'
  | 'unpublish'
  | 'reprocess';

export type AuditedDeed = {
  /** Null: nobody, the app itself. */
  actor: Pick<Actor, 'id'> | null;
  action: AuditAction;
  noun: Noun | 'category' | 'media';
  subjectId: string;
  details?: Record<string, string | string[]>;
  now: Date;
};

/** Part of the transaction it tells of: what did not happen leaves no row. */
export async function recordAudit(tx: Transaction, ...deeds: AuditedDeed[]): Promise<void> {
  await tx.auditEntry.createMany({
    data: deeds.map(({ actor, action, noun, subjectId, details = {}, now }) => ({
      ...{ actorId: actor?.id ?? null, action, noun, subjectId, details },
      createdAt: now,
    })),
  });
}
