// Taking an upload back: bytes, rows and all.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { findUpload, type Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import { removeMedia } from '../ports/remove-media.ts';
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
  if (!upload.mediaId) return;
  const isMine = await ports.db.$transaction((tx) => claimForDeletion(tx, upload, ports.now()));
  if (!isMine)
    throw new AppError('conflict', 'This file is in use: remove it from the form first.');
  await removeMedia(upload.mediaId, ports);
}

/**
 * Aborts many, as a page that is left behind does with a beacon: by id, or all of a draft.
 * One that cannot be deleted does not stop the others; ids of somebody else count as errors.
 */
export async function cleanupUploads(
  input: CleanupUploads,
  context: Context,
): Promise<{ deleted: number; errors: { id: string; message: string }[] }> {
  const ids = 'uploadIds' in input ? input.uploadIds : await uploadsOfDraft(input.draftId, context);
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

async function uploadsOfDraft(draftId: string, { actor, ports }: Context): Promise<string[]> {
  const rows = await ports.db.upload.findMany({
    where: { draftId, ownerId: actor.id, mediaId: { not: null } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Locks out both a complete and an attach: each of them names the state it expects. */
async function claimForDeletion(tx: Transaction, upload: Upload, now: Date): Promise<boolean> {
  await tx.upload.updateMany({
    where: { id: upload.id, status: 'open' },
    data: { status: 'aborted' },
  });
  const { count } = await tx.media.updateMany({
    where: { id: upload.mediaId ?? '', unattachedSince: { not: null } },
    data: { deletingAt: now },
  });
  if (count === 1) return true;
  const media = await tx.media.findUnique({ where: { id: upload.mediaId ?? '' } });
  return media === null;
}
