// Where a file is used: what the library says before it is deleted.
import 'server-only';
import { findUses } from '../db/media-uses.ts';
import { AppError } from '../shared/errors.ts';
import type { MediaUses } from '../shared/schemas/media-use.ts';
import { type Context, ownedBy } from './own.ts';

const most = 100;

/** Also uses by what lies in the trash, last. Throws `not_found`, also for a media of somebody else. */
export async function listUses(mediaId: string, { actor, ports }: Context): Promise<MediaUses> {
  const where = { id: mediaId, deletingAt: null, ...ownedBy(actor) };
  if ((await ports.db.media.count({ where })) === 0) {
    throw new AppError('not_found', 'There is no such media.');
  }
  return findUses(ports.db, mediaId, { limit: most });
}
