// Every deletion, in two halves: the mark, then objects and rows of what is marked.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { type MediaWhere, usedNowhere } from '../db/media.ts';
import { log } from '../env/log.ts';
import { AppError } from '../shared/errors.ts';
import { captionPrefix, renditionPrefix } from '../storage/keys.ts';
import type { Ports } from './ports.ts';

/**
 * Part of a transaction: ends the upload that brings the media in, if it is still open, and sets
 * `deletingAt`. Throws `conflict` when a saved form uses the media, unless forced. That is looked at
 * once the row's lock is held: a form that was being saved meanwhile can be seen only then.
 */
export async function markForDeletion(
  tx: Transaction,
  mediaId: string,
  { now, isForced = false }: { now: Date; isForced?: boolean },
): Promise<void> {
  await tx.upload.updateMany({ where: { mediaId, status: 'open' }, data: { status: 'aborted' } });
  await tx.media.updateMany({ where: { id: mediaId }, data: { deletingAt: now } });
  if (isForced) return;
  const isUsed = (await tx.media.count({ where: { id: mediaId, NOT: usedNowhere } })) > 0;
  if (isUsed) throw new AppError('conflict', 'This file is in use: remove it there first.');
}

/**
 * Part of a transaction: marks those that still stand as `expected` and that nothing uses, and answers
 * which. The condition is looked at again in each row once its lock is held, and whatever attached one
 * meanwhile is seen by the second statement, as it held the row until it was done.
 */
export async function markUnused(
  tx: Transaction,
  { ids, expected, now }: { ids: string[]; expected: MediaWhere; now: Date },
): Promise<string[]> {
  const select = { id: true };
  const marked = await tx.media.updateManyAndReturn({
    where: { ...expected, id: { in: ids }, deletingAt: null },
    data: { deletingAt: now },
    select,
  });
  const used = await tx.media.updateManyAndReturn({
    where: { id: { in: marked.map(({ id }) => id) }, NOT: usedNowhere },
    data: { deletingAt: null },
    select,
  });
  const isUsed = new Set(used.map(({ id }) => id));
  return marked.map(({ id }) => id).filter((id) => !isUsed.has(id));
}

/** Removes what is marked, one after the other; answers how many of them have to wait for the next time. */
export async function removeEach(ids: string[], ports: Ports): Promise<number> {
  let failed = 0;
  for (const id of ids) {
    // One file that cannot be removed must not keep the others: it stays marked.
    await removeMedia(id, ports).catch((error: unknown) => {
      log().warn({ mediaId: id, error: String(error) }, 'a file could not be removed yet');
      failed += 1;
    });
  }
  return failed;
}

/**
 * Removes every object of a media whose `deletingAt` is set, and then its row. Idempotent: a crash
 * anywhere leaves the mark, and the sweep calls this again. Throws `storage_unavailable` when an
 * object could not be removed.
 */
export async function removeMedia(
  mediaId: string,
  { db, storage }: Pick<Ports, 'db' | 'storage'>,
): Promise<void> {
  const media = await db.media.findFirst({
    where: { id: mediaId, deletingAt: { not: null } },
    include: { upload: { select: { multipartId: true } } },
  });
  if (!media) return;
  const key = media.storageKey;
  const multipartId = media.upload?.multipartId;
  if (multipartId) await storage.abortMultipart({ key, multipartId });
  const keys = [key];
  const prefixes = [renditionPrefix(mediaId)];
  if (media.type === 'video') prefixes.push(captionPrefix(mediaId));
  for (const prefix of prefixes) {
    for await (const object of storage.list(prefix)) keys.push(object.key);
  }
  const failed = await storage.remove(keys);
  if (failed.length > 0) {
    throw new AppError('storage_unavailable', 'Some files could not be removed yet.', {
      cause: failed,
    });
  }
  await db.media.deleteMany({ where: { id: mediaId, deletingAt: { not: null } } });
}
