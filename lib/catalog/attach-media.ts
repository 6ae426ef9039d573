// Giving a stored file a home in a saved form, and taking it away again.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { usedNowhere } from '../db/media.ts';
import { AppError } from '../shared/errors.ts';
import type { MediaType } from '../shared/upload-policy.ts';

type Attachment = { field: string; mediaId: string; type: MediaType; ownerIds: string[] };

/**
 * Part of the transaction that saves the form. Throws `invalid_request` naming the field unless the
 * media is the owner's, of the fitting type, stored, and not being deleted. The update takes the
 * row's lock, so a sweep at the same instant either sees it attached or was there first.
 */
export async function attachMedia(
  tx: Transaction,
  { field, mediaId, type, ownerIds }: Attachment,
): Promise<void> {
  const { count } = await tx.media.updateMany({
    where: {
      id: mediaId,
      type,
      ownerId: { in: ownerIds },
      status: { not: 'uploading' },
      deletingAt: null,
      OR: [{ upload: null }, { upload: { status: 'completed' } }],
    },
    data: { unattachedSince: null },
  });
  if (count === 1) return;
  const message = `Choose a stored ${type} of your own.`;
  throw new AppError('invalid_request', message, { fields: [{ path: field, message }] });
}

/** Marks media as homeless unless something else still uses them; the sweep takes them a day later. */
export async function releaseMedia(
  tx: Transaction,
  mediaIds: (string | null)[],
  now: Date,
): Promise<void> {
  const ids = mediaIds.filter((id) => id !== null);
  if (ids.length === 0) return;
  await tx.media.updateMany({
    where: {
      id: { in: ids },
      unattachedSince: null,
      NOT: { purpose: { startsWith: 'media.' } },
      ...usedNowhere,
    },
    data: { unattachedSince: now },
  });
}
