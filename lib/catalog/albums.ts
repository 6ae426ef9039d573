// Albums: reading and saving.
import 'server-only';
import { type AlbumWhere, albumInclude, toAlbums } from '../db/albums.ts';
import { type Transaction, transact } from '../db/client.ts';
import { containing } from '../db/containing.ts';
import {
  type Album,
  type AlbumInput,
  type AlbumPatch,
  mostPhotosOfAlbum,
} from '../shared/schemas/album.ts';
import type { RecordListQuery } from '../shared/schemas/record.ts';
import { photosOfMedia } from './album-media.ts';
import { arrangePhotos } from './album-photos.ts';
import { closeSave } from './close-save.ts';
import { type CreateContext, createOnce } from './create-once.ts';
import { type Listed, listRecords, seenBy } from './list-records.ts';
import { type Context, lockOwn, notFound, ownedBy } from './own.ts';
import { restoreRecord } from './trash.ts';

const noun = 'album';
/** A list shows no more of each. */
const photosInList = 4;

/**
 * Saves a new album and the order of its photos in one transaction. The same idempotency key answers
 * the album it already made. Throws `invalid_request` for photos that are not the caller's.
 */
export function createAlbum(input: AlbumInput, context: CreateContext): Promise<Album> {
  const { actor, ports, idempotencyKey } = context;
  const { title, mediaIds, draftId } = input;
  const insert = () =>
    transact(ports.db, async (tx) => {
      const { id } = await tx.album.create({
        data: { title, ownerId: actor.id, idempotencyKey: idempotencyKey ?? null },
      });
      const now = ports.now();
      const owned = { albumId: id, ownerIds: [actor.id] };
      const photoIds = mediaIds
        ? await photosOfMedia(tx, { ...owned, mediaIds, actor, now })
        : input.photoIds;
      await arrangePhotos(tx, { ...owned, photoIds });
      await closeSave(tx, { actor, action: 'create', noun, subjectId: id, now, draftId });
      return readAlbum(tx, { id });
    });
  return createOnce({ noun, insert, read: (id) => readAlbum(ports.db, { id }) }, context);
}

/**
 * Changes the title, or which photos it holds in which order. Throws `not_found`, `conflict` for a
 * stale `version`, `invalid_request` for new photos that are neither the caller's nor the owner's.
 */
export function updateAlbum(
  id: string,
  { version, draftId, photoIds: named, mediaIds, ...patch }: AlbumPatch,
  { actor, ports }: Context,
): Promise<Album> {
  return transact(ports.db, async (tx) => {
    const { ownerId } = await lockOwn(tx, noun, { id, actor, version });
    await tx.album.update({ where: { id }, data: { ...patch, version: { increment: 1 } } });
    const now = ports.now();
    const owned = { albumId: id, ownerIds: [actor.id, ownerId] };
    const photoIds = mediaIds ? await photosOfMedia(tx, { ...owned, mediaIds, actor, now }) : named;
    if (photoIds) await arrangePhotos(tx, { ...owned, photoIds });
    await closeSave(tx, {
      ...{ actor, action: 'update', noun, subjectId: id, now, draftId },
      details: { fields: [...Object.keys(patch), ...(photoIds ? ['photoIds'] : [])] },
    });
    return readAlbum(tx, { id });
  });
}

/** Throws `not_found`, also for an album of somebody else. */
export function getAlbum(id: string, { actor, ports }: Context): Promise<Album> {
  return readAlbum(ports.db, { id, deletedAt: null, ...ownedBy(actor) });
}

/** Out of the trash, with its photos. Throws `not_found`. */
export async function restoreAlbum(id: string, context: Context): Promise<Album> {
  await restoreRecord(noun, id, context);
  return getAlbum(id, context);
}

/** The caller's albums (all of them for an admin), in the order that is asked for. */
export async function listAlbums(
  query: RecordListQuery,
  { actor, ports: { db } }: Context,
): Promise<Listed<Album>> {
  const where: AlbumWhere = {
    AND: [seenBy(actor, query), query.q ? { title: containing(query.q) } : {}],
  };
  const page = await listRecords(query, {
    count: () => db.album.count({ where }),
    read: (window) =>
      db.album.findMany({
        ...window,
        where: { AND: [where, window.where] },
        include: albumInclude,
      }),
  });
  return { ...page, results: await toAlbums(db, page.results, { mostPhotos: photosInList }) };
}

async function readAlbum(db: Transaction, where: AlbumWhere): Promise<Album> {
  const row = await db.album.findFirst({ where, include: albumInclude });
  const [album] = row ? await toAlbums(db, [row], { mostPhotos: mostPhotosOfAlbum }) : [];
  if (!album) throw notFound(noun);
  return album;
}
