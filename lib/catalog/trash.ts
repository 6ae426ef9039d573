// The trash: into it, out of it, and from it for good. The same for every kind of record.
import 'server-only';
import { type Transaction, transact } from '../db/client.ts';
import { mediaOf } from '../db/media-uses.ts';
import { deleteRecord, type RecordRow, setDeletedAt } from '../db/records.ts';
import { recordAudit } from '../ports/audit.ts';
import type { Actor } from '../shared/actor.ts';
import type { Noun } from '../shared/schemas/record.ts';
import { releaseMedia } from './attach-media.ts';
import { type Context, lockOwn, lockTrashed } from './own.ts';

/** What a `DELETE` does: into the trash, or out of the trash for good. Throws `not_found`. */
export function discardRecord(
  noun: Noun,
  id: string,
  { isForever, ...context }: Context & { isForever: boolean },
): Promise<void> {
  return isForever ? purgeRecord(noun, id, context) : trashRecord(noun, id, context);
}

/** Into the trash, where it keeps its files, its address and its places. Throws `not_found`. */
export async function trashRecord(
  noun: Noun,
  id: string,
  { actor, ports }: Context,
): Promise<void> {
  const now = ports.now();
  await transact(ports.db, async (tx) => {
    await lockOwn(tx, noun, { id, actor });
    await setDeletedAt(tx, noun, { id, deletedAt: now });
    await recordAudit(tx, { actor, action: 'delete', noun, subjectId: id, now });
  });
}

/** Out of the trash, as it was. Throws `not_found` for what does not lie there. */
export async function restoreRecord(
  noun: Noun,
  id: string,
  { actor, ports }: Context,
): Promise<void> {
  await transact(ports.db, async (tx) => {
    await lockTrashed(tx, noun, { id, actor });
    await setDeletedAt(tx, noun, { id, deletedAt: null });
    await recordAudit(tx, { actor, action: 'restore', noun, subjectId: id, now: ports.now() });
  });
}

/** From the trash for good; its files stay for a day, as unattached ones. Throws `not_found`. */
export async function purgeRecord(
  noun: Noun,
  id: string,
  { actor, ports }: Context,
): Promise<void> {
  await transact(ports.db, async (tx) => {
    const row = await lockTrashed(tx, noun, { id, actor });
    await removeForGood(tx, noun, row, { actor, now: ports.now() });
  });
}

/** Part of a transaction that holds the row. `actor` is null where its time in the trash is over. */
export async function removeForGood(
  tx: Transaction,
  noun: Noun,
  { id, title }: RecordRow,
  { actor, now }: { actor: Actor | null; now: Date },
): Promise<void> {
  const mediaIds = await mediaOf(tx, noun, id);
  await deleteRecord(tx, noun, id);
  await releaseMedia(tx, mediaIds, now);
  await recordAudit(tx, { actor, action: 'purge', noun, subjectId: id, details: { title }, now });
}
