// The photos that stand for pictures in an album: those there are, and new ones.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { recordAudit } from '../ports/audit.ts';
import type { Actor } from '../shared/actor.ts';
import { titleFrom } from '../shared/title-from.ts';
import { attachAll } from './attach-media.ts';

type Arranged = {
  albumId: string;
  mediaIds: string[];
  actor: Actor;
  /** Whose photos may come in. */
  ownerIds: string[];
  now: Date;
};

/**
 * Part of the transaction that saves an album: the ids of the photos of these pictures, in order. A
 * picture's photos in the album stay; else its oldest photo of the owners comes in; else it becomes a
 * photo. Throws `invalid_request` naming `mediaIds` for pictures that do not fit.
 */
export async function photosOfMedia(
  tx: Transaction,
  { albumId, mediaIds, ownerIds, ...making }: Arranged,
): Promise<string[]> {
  const isIn = { some: { albumId } };
  const known = await tx.photo.findMany({
    where: {
      mediaId: { in: mediaIds },
      deletedAt: null,
      OR: [{ albums: isIn }, { ownerId: { in: ownerIds } }],
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, mediaId: true, albums: { where: { albumId }, select: { albumId: true } } },
  });
  const byMedia = Map.groupBy(known, ({ mediaId }) => mediaId);
  const missing = mediaIds.filter((mediaId) => !byMedia.has(mediaId));
  const made = await makePhotos(tx, missing, { ...making, albumId, ownerIds });
  return mediaIds.flatMap((mediaId) => {
    const photos = byMedia.get(mediaId) ?? [];
    const inAlbum = photos.filter(({ albums }) => albums.length > 0);
    const chosen = inAlbum.length > 0 ? inAlbum : photos.slice(0, 1);
    return chosen.length > 0 ? chosen.map(({ id }) => id) : (made.get(mediaId) ?? []);
  });
}

type Making = Omit<Arranged, 'mediaIds'>;

/** Called and described as their files are, and of the same owners. */
async function makePhotos(
  tx: Transaction,
  mediaIds: string[],
  { albumId, actor, ownerIds, now }: Making,
): Promise<Map<string, string>> {
  await attachAll(
    tx,
    mediaIds.map((mediaId) => ({ field: 'mediaIds', mediaId, type: 'image', ownerIds })),
  );
  const media = await tx.media.findMany({
    where: { id: { in: mediaIds } },
    select: { id: true, ownerId: true, fileName: true, title: true, alt: true },
  });
  const made = await tx.photo.createManyAndReturn({
    data: media.map(({ id: mediaId, ownerId, fileName, title, alt }) => ({
      ...{ ownerId, mediaId, title: title ?? titleFrom(fileName), alt: alt ?? '' },
    })),
    select: { id: true, mediaId: true },
  });
  for (const { id } of made) {
    const deed = { actor, action: 'create', noun: 'photo', subjectId: id, now } as const;
    await recordAudit(tx, { ...deed, details: { albumId } });
  }
  return new Map(made.map(({ id, mediaId }) => [mediaId, id]));
}
