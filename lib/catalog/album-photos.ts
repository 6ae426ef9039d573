// The photos of an album: putting one at the end, saving their order.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { holdPhotos } from '../db/photos.ts';
import { lockRecord } from '../db/records.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { mostPhotosOfAlbum } from '../shared/schemas/album.ts';
import { keepPlaces } from './keep-places.ts';
import { ownedBy } from './own.ts';

/**
 * The first part of the transaction that makes a photo for an album: whoever arranges that holds the
 * album before its pictures, too. Throws `invalid_request` naming `albumId`.
 */
export async function holdAlbum(tx: Transaction, albumId: string, actor: Actor): Promise<void> {
  const album = await lockRecord(tx, 'album', { id: albumId, ...ownedBy(actor) });
  if (!album || album.deletedAt) throw wrong('albumId', 'Choose an album of your own.');
}

/**
 * Part of the same transaction. The album's version is raised, so that who is just arranging it does
 * not lose this one. Throws `invalid_request` naming `albumId`.
 */
export async function appendPhoto(
  tx: Transaction,
  { albumId, photoId }: { albumId: string; photoId: string },
): Promise<void> {
  const { _count: count, _max: last } = await tx.albumPhoto.aggregate({
    where: { albumId },
    _count: true,
    _max: { position: true },
  });
  if (count >= mostPhotosOfAlbum) {
    throw wrong('albumId', `An album holds ${mostPhotosOfAlbum} photos, and this one does.`);
  }
  await tx.albumPhoto.create({
    data: { albumId, photoId, position: (last.position ?? -1) + 1 },
  });
  await tx.album.update({ where: { id: albumId }, data: { version: { increment: 1 } } });
}

/**
 * Part of the transaction that saves an album, whose row it holds: exactly these photos, in this
 * order. Those in the trash, which nobody sees there, keep their places between the others. Throws
 * `invalid_request` naming `photoIds` unless all new ones are there and belong to the owners.
 */
export async function arrangePhotos(
  tx: Transaction,
  { albumId, photoIds, ownerIds }: { albumId: string; photoIds: string[]; ownerIds: string[] },
): Promise<void> {
  const places = await tx.albumPhoto.findMany({
    where: { albumId },
    orderBy: [{ position: 'asc' }, { photoId: 'asc' }],
  });
  const before = places.map(({ photoId }) => photoId);
  const known = new Set(before);
  const held = await holdPhotos(tx, [...known, ...photoIds]);
  const addable = held.filter((photo) => !photo.deletedAt && ownerIds.includes(photo.ownerId));
  const allowed = new Set([...known, ...addable.map(({ id }) => id)]);
  const there = new Set(held.map(({ id }) => id));
  if (!photoIds.every((id) => allowed.has(id) && there.has(id))) {
    throw wrong('photoIds', 'Choose photos of your own.');
  }
  const hidden = new Set(held.filter(({ deletedAt }) => deletedAt).map(({ id }) => id));
  const after = keepPlaces(photoIds, { before, hidden });
  if (after.length === before.length && after.every((id, place) => id === before[place])) return;
  await tx.albumPhoto.deleteMany({ where: { albumId } });
  await tx.albumPhoto.createMany({
    data: after.map((photoId, position) => ({ albumId, photoId, position })),
  });
}

function wrong(path: string, message: string): AppError {
  return new AppError('invalid_request', message, { fields: [{ path, message }] });
}
