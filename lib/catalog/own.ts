// Whose a record is: editors reach their own, admins all, and nobody what is not there.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { lockRecord, type RecordRow } from '../db/records.ts';
import type { Ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { Noun } from '../shared/schemas/record.ts';

/** On whose behalf, and through what the world is reached. */
export type Context = { actor: Actor; ports: Ports };

/** The condition that a record is the actor's to see and to change. */
export function ownedBy(actor: Actor): { ownerId?: string } {
  return isAdmin(actor) ? {} : { ownerId: actor.id };
}

/**
 * Part of a transaction that changes a record: holds its row until the end. Throws `not_found`, also
 * for what is somebody else's or in the trash, and `conflict` when somebody raised its `version`.
 */
export async function lockOwn(
  tx: Transaction,
  noun: Noun,
  { id, actor, version }: { id: string; actor: Actor; version?: number | undefined },
): Promise<RecordRow> {
  const row = await lockRecord(tx, noun, { id, ...ownedBy(actor) });
  if (!row || row.deletedAt) throw notFound(noun);
  if (version !== undefined && version !== row.version) {
    throw new AppError(
      'conflict',
      `Somebody else changed this ${noun}: expected version ${version}, found ${row.version}.`,
    );
  }
  return row;
}

/** The same for one that lies in the trash: one that does not is not found. */
export async function lockTrashed(
  tx: Transaction,
  noun: Noun,
  { id, actor }: { id: string; actor: Actor },
): Promise<RecordRow> {
  const row = await lockRecord(tx, noun, { id, ...ownedBy(actor) });
  if (!row?.deletedAt) throw new AppError('not_found', `There is no such ${noun} in the trash.`);
  return row;
}

export function notFound(noun: Noun): AppError {
  return new AppError('not_found', `There is no such ${noun}.`);
}
