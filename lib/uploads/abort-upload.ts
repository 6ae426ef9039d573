// Taking an upload back: bytes, rows and all.
import 'server-only';
import { type Transaction, transact } from '../db/client.ts';
import { endDraft } from '../db/drafts.ts';
import { findUpload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import { markForDeletion, removeMedia } from '../ports/remove-media.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { CleanupUploads } from '../shared/schemas/upload.ts';

type Context = { actor: Actor; ports: Ports };

/**
 * Ends the caller's upload and deletes what was stored, also when it is complete but nothing uses
 * it yet. Idempotent. Throws `conflict` when a saved form uses the file.
 */
export async function abortUpload(uploadId: string, { actor, ports }: Context): Promise<void> {
  const upload = await findUpload(ports.db, { id: uploadId, ownerId: actor.id });
  if (!upload) throw new AppError('not_found', 'There is no such upload.');
  const { mediaId } = upload;
  if (!mediaId) return;
  await transact(ports.db, (tx) => claimForDeletion(tx, mediaId, ports.now()));
  await removeMedia(mediaId, ports);
}

/**
 * Aborts many, as a page that is left behind does with a beacon: by id, or all of a draft, which ends.
 * One that cannot be deleted does not stop the others; ids of somebody else count as errors.
 */
export async function cleanupUploads(
  input: CleanupUploads,
  context: Context,
): Promise<{ deleted: number; errors: { id: string; message: string }[] }> {
  const ids = 'uploadIds' in input ? input.uploadIds : await endedDraft(input.draftId, context);
  const errors: { id: string; message: string }[] = [];
  for (const id of new Set(ids)) {
    try {
      await abortUpload(id, context);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      errors.push({ id, message: error.message });
    }
  }
  return { deleted: new Set(ids).size - errors.length, errors };
}

/** Answers the uploads that were brought in for it. From here on no autosave brings it back. */
async function endedDraft(id: string, { actor, ports }: Context): Promise<string[]> {
  const draft = { id, ownerId: actor.id };
  await endDraft(ports.db, { ...draft, now: ports.now() });
  const rows = await ports.db.upload.findMany({
    where: { draft, mediaId: { not: null } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Locks out both a complete and an attach: each of them names the state it expects. */
async function claimForDeletion(tx: Transaction, mediaId: string, now: Date): Promise<void> {
  await markForDeletion(tx, mediaId, { now });
  const hasHome = (await tx.media.count({ where: { id: mediaId, unattachedSince: null } })) > 0;
  if (hasHome) throw new AppError('conflict', 'This file was saved: delete it where it is.');
}
