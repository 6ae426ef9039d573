import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { albumInputSchema, mostPhotosOfAlbum } from '#lib/shared/schemas/album.ts';
import { photoInputSchema } from '#lib/shared/schemas/photo.ts';
import { recordListQuerySchema } from '#lib/shared/schemas/record.ts';
import { addMedia, unattachedSince } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { createAlbum, getAlbum, listAlbums, updateAlbum } from './albums.ts';
import { createPhoto, getPhoto, updatePhoto } from './photos.ts';

let world: TestWorld;
let editor: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

const picture = async (owner = editor) =>
  (await addMedia(world.db, owner, { type: 'image', purpose: 'photo.image' })).id;
const addPhoto = async (fields: object = {}, owner = editor) =>
  createPhoto(photoInputSchema.parse({ mediaId: await picture(owner), ...fields }), as(owner));
const addAlbum = (photoIds: string[], owner = editor) =>
  createAlbum(albumInputSchema.parse({ title: 'Album', photoIds }), as(owner));
const photoIdsOf = async (id: string) => (await getAlbum(id, as(editor))).photoIds;

test('a photo takes its image in, and gives up the one that is replaced', async () => {
  const photo = await addPhoto({ title: 'Quay', alt: 'A quay' });
  expect(photo).toMatchObject({ version: 1, albumIds: [], media: { id: photo.mediaId } });
  expect(photo.media.attachedTo).toEqual({ type: 'photo', id: photo.id });
  const mediaId = await picture();
  const changed = await updatePhoto(photo.id, { mediaId, version: 1 }, as(editor));
  expect(changed).toMatchObject({ mediaId, version: 2, alt: 'A quay' });
  expect(await unattachedSince(world.db, photo.mediaId)).toBeInstanceOf(Date);
  expect(await unattachedSince(world.db, mediaId)).toBeNull();
  await expect(updatePhoto(photo.id, { title: 'x', version: 1 }, as(editor))).rejects.toMatchObject(
    { code: 'conflict' },
  );
});

test('a photo is made of an image of its owner only', async () => {
  const { id: video } = await addMedia(world.db, editor, { type: 'video' });
  const foreign = await picture(await world.addUser());
  for (const mediaId of [video, foreign, 'nothing']) {
    await expect(addPhoto({ mediaId })).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'mediaId' }],
    });
  }
});

test('a photo goes with its picture, when that is deleted all the same', async () => {
  const photo = await addPhoto();
  const album = await addAlbum([photo.id]);
  await world.db.media.delete({ where: { id: photo.mediaId } });
  await expect(getPhoto(photo.id, as(editor))).rejects.toMatchObject({ code: 'not_found' });
  expect(await photoIdsOf(album.id)).toEqual([]);
});

test('new photos are put at the end, also many at once, and nobody arranging loses them', async () => {
  const first = await addPhoto();
  const album = await addAlbum([first.id]);
  const added = await Promise.all([1, 2, 3].map(() => addPhoto({ albumId: album.id })));
  expect(added[0]?.albumIds).toEqual([album.id]);
  const photoIds = await photoIdsOf(album.id);
  expect(photoIds[0]).toBe(first.id);
  expect([...photoIds].sort()).toEqual([first, ...added].map(({ id }) => id).sort());
  await expect(
    updateAlbum(album.id, { photoIds: [first.id], version: album.version }, as(editor)),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('a photo is put into an album of its owner only, and into none that is full', async () => {
  const foreign = await addAlbum([], await world.addUser());
  const trashed = await addAlbum([]);
  await world.db.album.update({ where: { id: trashed.id }, data: { deletedAt: new Date() } });
  const full = await addAlbum([]);
  const mediaId = await picture();
  const rows = Array.from({ length: mostPhotosOfAlbum }, (_, position) => ({
    id: crypto.randomUUID(),
    position,
  }));
  await world.db.photo.createMany({
    data: rows.map(({ id }) => ({ id, mediaId, ownerId: editor.id })),
  });
  await world.db.albumPhoto.createMany({
    data: rows.map(({ id: photoId, position }) => ({ albumId: full.id, photoId, position })),
  });
  const count = await world.db.photo.count();
  for (const albumId of [foreign.id, trashed.id, full.id, 'nothing']) {
    await expect(addPhoto({ albumId })).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'albumId' }],
    });
  }
  expect(await world.db.photo.count()).toBe(count);
});

test('the order of an album is saved whole, and answered with its photos', async () => {
  const photos = await Promise.all([1, 2, 3, 4, 5].map(() => addPhoto()));
  const [a = '', b = '', c = '', d = '', e = ''] = photos.map(({ id }) => id);
  const album = await addAlbum([c, a, e, b, d]);
  expect(album.photos.map(({ id }) => id)).toEqual([c, a, e, b, d]);
  const changed = await updateAlbum(
    album.id,
    { photoIds: [e, d, c, b], version: album.version },
    as(editor),
  );
  expect(changed).toMatchObject({ photoIds: [e, d, c, b], version: 2, title: 'Album' });
  const renamed = await updateAlbum(album.id, { title: 'Renamed', version: 2 }, as(editor));
  expect(renamed).toMatchObject({ photoIds: [e, d, c, b], title: 'Renamed' });
  const { results } = await listAlbums(recordListQuerySchema.parse({ q: 'renamed' }), as(editor));
  expect(results[0]?.photoIds).toEqual([e, d, c, b]);
  expect(results[0]?.photos.map(({ id }) => id)).toEqual([e, d, c, b]);
  const five = await updateAlbum(album.id, { photoIds: [a, b, c, d, e] }, as(editor));
  expect(five.photos).toHaveLength(5);
  const again = await listAlbums(recordListQuerySchema.parse({ q: 'renamed' }), as(editor));
  expect(again.results[0]?.photos.map(({ id }) => id)).toEqual([a, b, c, d]);
  expect(again.results[0]?.photoIds).toHaveLength(5);
});

test('an album holds photos of its owner only, and keeps those an admin put in', async () => {
  const own = await addPhoto();
  const foreign = await addPhoto({}, await world.addUser());
  const trashed = await addPhoto();
  await world.db.photo.update({ where: { id: trashed.id }, data: { deletedAt: new Date() } });
  const count = await world.db.album.count();
  for (const id of [foreign.id, trashed.id, 'nothing']) {
    await expect(addAlbum([own.id, id])).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'photoIds' }],
    });
  }
  expect(await world.db.album.count()).toBe(count);

  const admin = await world.addUser('admin');
  const theirs = await addPhoto({}, admin);
  const album = await addAlbum([own.id]);
  await updateAlbum(album.id, { photoIds: [theirs.id, own.id] }, as(admin));
  const saved = await updateAlbum(album.id, { photoIds: [own.id, theirs.id] }, as(editor));
  expect(saved.photoIds).toEqual([own.id, theirs.id]);
});

test('albums and photos of somebody else are not there', async () => {
  const photo = await addPhoto();
  const album = await addAlbum([photo.id]);
  const stranger = as(await world.addUser());
  const refused = { code: 'not_found' };
  await expect(getAlbum(album.id, stranger)).rejects.toMatchObject(refused);
  await expect(updateAlbum(album.id, { photoIds: [] }, stranger)).rejects.toMatchObject(refused);
  await expect(getPhoto(photo.id, stranger)).rejects.toMatchObject(refused);
  await expect(updatePhoto(photo.id, { alt: 'x' }, stranger)).rejects.toMatchObject(refused);
  expect(await photoIdsOf(album.id)).toEqual([photo.id]);
});

test('pictures become photos of an album while it is saved with the same pictures', async () => {
  const album = await addAlbum([]);
  const mediaIds = await Promise.all(Array.from({ length: 8 }, () => picture()));
  await Promise.all([
    ...mediaIds.map((mediaId) => addPhoto({ mediaId, albumId: album.id })),
    updateAlbum(album.id, { mediaIds }, as(editor)),
    updateAlbum(album.id, { mediaIds: mediaIds.toReversed() }, as(editor)),
  ]);
  const { photos } = await getAlbum(album.id, as(editor));
  expect(new Set(photos.map(({ mediaId }) => mediaId))).toEqual(new Set(mediaIds));
});
