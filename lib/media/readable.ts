// Who may see a media: its owner, admins, and everybody when it is public or on a published page.
import 'server-only';
import type { MediaWhere } from '../db/media.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';

/** The condition for looking at files and playlists. */
export function readableBy(actor: Actor | null, now: Date): MediaWhere {
  const published = { some: { publishedAt: { lte: now }, deletedAt: null } };
  return {
    deletingAt: null,
    OR: [
      { isPublic: true },
      { filmVideos: published },
      { filmPosters: published },
      ...(actor ? [ownedBy(actor)] : []),
    ],
  };
}

/** The condition for changing it, and for seeing its row. */
export function ownedBy(actor: Actor): MediaWhere {
  return isAdmin(actor) ? { deletingAt: null } : { deletingAt: null, ownerId: actor.id };
}
