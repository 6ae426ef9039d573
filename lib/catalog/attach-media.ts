// Giving stored files a home in a saved form, and taking it away again.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { usedNowhere } from '../db/media.ts';
import { AppError } from '../shared/errors.ts';
import type { MediaType } from '../shared/upload-policy.ts';

export type Attachment = { field: string; mediaId: string; type: MediaType; ownerIds: string[] };

/**
 * Part of the transaction that saves the form. Throws `invalid_request` naming the fields whose media
 * are not the owner's, of the fitting type, stored, and kept. The update takes the rows' locks, so a
 * sweep at the same instant either sees them attached or was there first.
 */
export async function attachAll(tx: Transaction, attachments: Attachment[]): Promise<void> {
  const attached = new Set<string>();
  for (const alike of groupAlike(attachments)) {
    for (const id of await markAttached(tx, alike)) attached.add(id);
  }
  const refused = attachments.filter(({ mediaId }) => !attached.has(mediaId));
  const [first] = refused;
  if (!first) return;
  throw new AppError('invalid_request', sentenceAbout(first), {
    fields: refused.map((file) => ({ path: file.field, message: sentenceAbout(file) })),
  });
}

type Alike = { type: MediaType; ownerIds: string[]; mediaIds: string[] };

/** As a rule one or two: forms hold files of one or two types. */
function groupAlike(attachments: Attachment[]): Iterable<Alike> {
  const groups = new Map<string, Alike>();
  for (const { type, ownerIds, mediaId } of attachments) {
    const key = [type, ...ownerIds].join(' ');
    const group = groups.get(key) ?? { type, ownerIds, mediaIds: [] };
    group.mediaIds.push(mediaId);
    groups.set(key, group);
  }
  return groups.values();
}

async function markAttached(tx: Transaction, { type, ownerIds, mediaIds }: Alike) {
  const attached = await tx.media.updateManyAndReturn({
    where: {
      id: { in: mediaIds },
      type,
      ownerId: { in: ownerIds },
      status: { not: 'uploading' },
      deletingAt: null,
      OR: [{ upload: null }, { upload: { status: 'completed' } }],
    },
    data: { unattachedSince: null },
    select: { id: true },
  });
  return attached.map(({ id }) => id);
}

function sentenceAbout({ type }: Attachment): string {
  return `Choose a stored ${type} of your own.`;
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
