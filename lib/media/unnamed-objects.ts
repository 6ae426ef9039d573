// Clearing the store of what runs left there and no row names.
import 'server-only';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import { earlyFolder } from '../shared/renditions.ts';
import { generationOf, renditionPrefix } from '../storage/keys.ts';

/**
 * Removes the objects of a media that `isMeant` picks by their run and their path in its folder, but those that a
 * row of any run names: a later run may have taken them over. Call it for runs that are over only: of
 * those no row comes to name another object. What belongs to no run is left alone. Throws
 * `storage_unavailable` when an object could not be removed: it is to be tried again.
 */
export async function removeUnnamed(
  mediaId: string,
  isMeant: (generation: number, path: string) => boolean,
  { db, storage }: Ports,
): Promise<void> {
  const prefix = renditionPrefix(mediaId);
  const found: string[] = [];
  for await (const { key } of storage.list(prefix)) {
    const [folder = '', ...path] = key.slice(prefix.length).split('/');
    const generation = generationOf(folder);
    if (generation !== null && isMeant(generation, path.join('/'))) found.push(key);
  }
  if (found.length === 0) return;
  const rows = await db.rendition.findMany({
    where: { mediaId },
    select: { storageKey: true, objectKeys: true },
  });
  const named = new Set(rows.flatMap(({ storageKey, objectKeys }) => [storageKey, ...objectKeys]));
  const failed = await storage.remove(found.filter((key) => !named.has(key)));
  if (failed.length === 0) return;
  throw new AppError('storage_unavailable', 'Some old files could not be removed yet.', {
    cause: failed,
  });
}

/** Whether a path in a run's folder is of what it shows while it works. */
export function isEarly(path: string): boolean {
  // Below the number of the attempt that made it; there were none once.
  return path.replace(/^\d+\//, '').startsWith(`${earlyFolder}/`);
}
