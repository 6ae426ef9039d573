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

/**
 * The condition for the file as it was sent: a published page shows what was made of it, not what a
 * camera wrote into it (place, owner, serial number).
 */
export function originalReadableBy(actor: Actor | null): MediaWhere {
  return { deletingAt: null, OR: [{ isPublic: true }, ...(actor ? [ownedBy(actor)] : [])] };
}

/** The condition for changing it, and for seeing its row. */
export function ownedBy(actor: Actor): MediaWhere {
  return isAdmin(actor) ? { deletingAt: null } : { deletingAt: null, ownerId: actor.id };
}
