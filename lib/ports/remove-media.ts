// The second half of every deletion: objects, then rows, of media already marked for it.
import 'server-only';
import { AppError } from '../shared/errors.ts';
import { renditionPrefix } from '../storage/keys.ts';
import type { Ports } from './ports.ts';

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
  for await (const object of storage.list(renditionPrefix(mediaId))) keys.push(object.key);
  const failed = await storage.remove(keys);
  if (failed.length > 0) {
    throw new AppError('storage_unavailable', 'Some files could not be removed yet.', {
      cause: failed,
    });
  }
  await db.media.deleteMany({ where: { id: mediaId, deletingAt: { not: null } } });
}
