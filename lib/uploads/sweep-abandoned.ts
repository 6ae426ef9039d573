// Removing what nobody saved: files without a form, uploads that stopped.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { livingDraft } from '../db/drafts.ts';
import { type MediaWhere, neverReady } from '../db/media.ts';
import { env } from '../env/env.ts';
import { sweepOfMedia } from '../ports/sweep-media.ts';

const hour = 3_600_000;

/**
 * Files unattached for `ABANDONED_AFTER_HOURS`, neither being uploaded nor in an unsaved form. What never
 * could be processed has a sweep of its own.
 */
export const abandonedFiles = sweepOfMedia({
  name: 'abandoned',
  dueAt: abandonedAt,
  before: endIdleUploads,
});

function idleBefore(now: Date): Date {
  return new Date(now.getTime() - env().ABANDONED_AFTER_HOURS * hour);
}

function abandonedAt(now: Date): MediaWhere {
  const before = idleBefore(now);
  return {
    unattachedSince: { lt: before },
    NOT: [{ upload: { draft: livingDraft(now) } }, neverReady],
    OR: [{ upload: null }, { upload: { NOT: { status: 'open', lastActiveAt: { gte: before } } } }],
  };
}

async function endIdleUploads(tx: Transaction, mediaIds: string[], now: Date): Promise<void> {
  await tx.upload.updateMany({
    where: { mediaId: { in: mediaIds }, status: 'open', lastActiveAt: { lt: idleBefore(now) } },
    data: { status: 'aborted' },
  });
}
