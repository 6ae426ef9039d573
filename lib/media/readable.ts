// Who may see a media: its owner, admins, whose record shows it, and everybody when it is public or on a published page.
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
      ...(actor ? [ownedBy(actor), ...usedBy(actor)] : []),
    ],
  };
}

/** An admin may have put a file of theirs into the record of this person. */
function usedBy({ id: ownerId }: Actor): MediaWhere[] {
  const own = { ownerId, deletedAt: null };
  return [
    { filmVideos: { some: own } },
    { filmPosters: { some: own } },
    { videoFiles: { some: own } },
    { videoCovers: { some: own } },
    { photos: { some: { deletedAt: null, albums: { some: { album: own } } } } },
    { photos: { some: own } },
    { productFiles: { some: { product: own } } },
    { variantFiles: { some: { variant: { product: own } } } },
  ];
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
