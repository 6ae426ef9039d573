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
  | 'reprocess'
  | 'disable'
  | 'sweep'
  | 'audit'
  | 'revoke';

export type AuditedDeed = {
  /** Null: nobody, the app itself. */
  actor: Pick<Actor, 'id'> | null;
  action: AuditAction;
  noun: Noun | 'category' | 'media' | 'storage' | 'token' | 'webhook';
  /** Null: no one thing, but as many as the details say. */
  subjectId: string | null;
  details?: Record<string, string | string[] | number>;
  now: Date;
  /** Of a deed that may be told of twice: the second time leaves no row. */
  id?: string;
};

/** Part of the transaction it tells of: what did not happen leaves no row. */
export async function recordAudit(tx: Transaction, ...deeds: AuditedDeed[]): Promise<void> {
  await tx.auditEntry.createMany({
    data: deeds.map(({ actor, details = {}, now, ...deed }) => ({
      ...{ ...deed, actorId: actor?.id ?? null, details, createdAt: now },
    })),
    skipDuplicates: true,
  });
}
