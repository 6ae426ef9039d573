// Photos: reading and saving.
import 'server-only';
import { type Transaction, transact } from '../db/client.ts';
import { containing } from '../db/containing.ts';
import { type PhotoWhere, photoInclude, toPhoto } from '../db/photos.ts';
import type { Photo, PhotoInput, PhotoListQuery, PhotoPatch } from '../shared/schemas/photo.ts';
import { appendPhoto, holdAlbum } from './album-photos.ts';
import { attachNew, releaseReplaced } from './change-files.ts';
import { closeSave } from './close-save.ts';
import { type CreateContext, createOnce } from './create-once.ts';
import { type Listed, listRecords, seenBy } from './list-records.ts';
import { type Context, lockOwn, notFound, ownedBy } from './own.ts';
import { restoreRecord } from './trash.ts';

const noun = 'photo';
const files = { mediaId: 'image' } as const;

/**
 * Saves a new photo, attaches its image and puts it at the end of an album, in one transaction. The
 * same idempotency key answers the photo it already made. Throws `invalid_request` for an image that
 * does not fit, or an album that is full or not the caller's.
 */
export function createPhoto(input: PhotoInput, context: CreateContext): Promise<Photo> {
  const { actor, ports, idempotencyKey } = context;
  const { draftId, albumId, ...fields } = input;
  const insert = () =>
    transact(ports.db, async (tx) => {
      if (albumId) await holdAlbum(tx, albumId, actor);
      await attachNew(tx, files, { after: input, ownerIds: [actor.id] });
      const { id } = await tx.photo.create({
        data: { ...fields, ownerId: actor.id, idempotencyKey: idempotencyKey ?? null },
      });
      if (albumId) await appendPhoto(tx, { albumId, photoId: id });
      await closeSave(tx, {
        ...{ actor, action: 'create', noun, subjectId: id, now: ports.now(), draftId },
        details: albumId ? { albumId } : {},
      });
      return readPhoto(tx, id);
    });
  return createOnce({ noun, insert, read: (id) => readPhoto(ports.db, id) }, context);
}

/**
 * Changes the given fields. Throws `not_found`, `conflict` for a stale `version`, `invalid_request`
 * for an image that does not fit.
 */
export function updatePhoto(
  id: string,
  { version, draftId, ...patch }: PhotoPatch,
  { actor, ports }: Context,
): Promise<Photo> {
  const now = ports.now();
  return transact(ports.db, async (tx) => {
    const { ownerId } = await lockOwn(tx, noun, { id, actor, version });
    const before = await tx.photo.findUniqueOrThrow({ where: { id } });
    await attachNew(tx, files, { before, after: patch, ownerIds: [actor.id, ownerId] });
    await tx.photo.update({ where: { id }, data: { ...patch, version: { increment: 1 } } });
    await releaseReplaced(tx, files, { before, after: patch, now });
    await closeSave(tx, {
      ...{ actor, action: 'update', noun, subjectId: id, now, draftId },
      details: { fields: Object.keys(patch) },
    });
    return readPhoto(tx, id);
  });
}

/** Throws `not_found`, also for a photo of somebody else. */
export async function getPhoto(id: string, { actor, ports }: Context): Promise<Photo> {
  const where = { id, deletedAt: null, ...ownedBy(actor) };
  const row = await ports.db.photo.findFirst({ where, include: photoInclude });
  if (!row) throw notFound(noun);
  return toPhoto(row);
}

/** Out of the trash, and back at its place in its albums. Throws `not_found`. */
export async function restorePhoto(id: string, context: Context): Promise<Photo> {
  await restoreRecord(noun, id, context);
  return getPhoto(id, context);
}

/** The caller's photos (all of them for an admin), in the order that is asked for. */
export async function listPhotos(
  query: PhotoListQuery,
  { actor, ports: { db } }: Context,
): Promise<Listed<Photo>> {
  const where: PhotoWhere = {
    AND: [
      seenBy(actor, query),
      query.q ? saying(query.q) : {},
      query.albumId ? { albums: { some: { albumId: query.albumId } } } : {},
    ],
  };
  const page = await listRecords(query, {
    count: () => db.photo.count({ where }),
    read: (window) =>
      db.photo.findMany({
        ...window,
        where: { AND: [where, window.where] },
        include: photoInclude,
      }),
  });
  return { ...page, results: page.results.map(toPhoto) };
}

/** Many photos have no title: what is to be seen, and the name of the file, find them too. */
function saying(words: string): PhotoWhere {
  const text = containing(words);
  return { OR: [{ title: text }, { alt: text }, { media: { fileName: text } }] };
}

async function readPhoto(db: Transaction, id: string): Promise<Photo> {
  return toPhoto(await db.photo.findUniqueOrThrow({ where: { id }, include: photoInclude }));
}
