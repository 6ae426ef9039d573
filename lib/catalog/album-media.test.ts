import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { albumInputSchema } from '#lib/shared/schemas/album.ts';
import { photoInputSchema } from '#lib/shared/schemas/photo.ts';
import { addMedia, unattachedSince } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { createAlbum, updateAlbum } from './albums.ts';
import { createPhoto } from './photos.ts';

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
const photoOf = (mediaId: string, owner = editor) =>
  createPhoto(photoInputSchema.parse({ mediaId }), as(owner));
const save = (mediaIds: string[], actor = editor) =>
  createAlbum(albumInputSchema.parse({ title: 'Album', mediaIds }), as(actor));
const mediaIdsOf = ({ photos }: Awaited<ReturnType<typeof save>>) =>
  photos.map(({ mediaId }) => mediaId);

test('pictures stand in their order: known photos come in, new ones are made', async () => {
  const [a, b, c] = [await picture(), await picture(), await picture()];
  const known = await photoOf(b);
  await world.db.media.update({
    where: { id: c },
    data: { title: 'Quay', alt: 'A quay', unattachedSince: new Date() },
  });
  const album = await save([c, b, a]);
  expect(mediaIdsOf(album)).toEqual([c, b, a]);
  expect(album.photos[1]?.id).toBe(known.id);
  expect(album.photos[0]).toMatchObject({ title: 'Quay', alt: 'A quay' });
  expect(await unattachedSince(world.db, c)).toBeNull();
  const made = { noun: 'photo', action: 'create', subjectId: album.photos[0]?.id ?? '' };
  expect(await world.db.auditEntry.count({ where: made })).toBe(1);

  const count = await world.db.photo.count();
  const turned = await updateAlbum(album.id, { mediaIds: [a, c], version: 1 }, as(editor));
  expect(mediaIdsOf(turned)).toEqual([a, c]);
  expect(turned.photos[1]?.id).toBe(album.photos[0]?.id);
  expect(await world.db.photo.count()).toBe(count);
});

test('two photos of one picture both stay where they are', async () => {
  const [a, b] = [await picture(), await picture()];
  const [first, second] = [await photoOf(a), await photoOf(a)];
  const photoIds = [first.id, second.id];
  const input = albumInputSchema.parse({ title: 'Album', photoIds });
  const album = await createAlbum(input, as(editor));
  const saved = await updateAlbum(album.id, { mediaIds: [b, a], version: 1 }, as(editor));
  expect(mediaIdsOf(saved)).toEqual([b, a, a]);
  expect(saved.photoIds.slice(1)).toEqual(photoIds);
});

test('what is no picture of the owners leaves no photo and no album behind', async () => {
  const fits = await picture();
  const { id: film } = await addMedia(world.db, editor, { type: 'video' });
  const foreign = await picture(await world.addUser());
  const counts = () => Promise.all([world.db.photo.count(), world.db.album.count()]);
  const before = await counts();
  for (const mediaId of [film, foreign, 'nothing']) {
    await expect(save([fits, mediaId])).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'mediaIds' }],
    });
  }
  expect(await counts()).toEqual(before);
});

test('what an admin puts into the album of somebody else stays theirs whose file it is', async () => {
  const admin = await world.addUser('admin');
  const album = await save([await picture()]);
  const theirs = await picture();
  const own = await picture(admin);
  const saved = await updateAlbum(album.id, { mediaIds: [theirs, own] }, as(admin));
  expect(saved.photos.map(({ owner }) => owner.id)).toEqual([editor.id, admin.id]);
});
