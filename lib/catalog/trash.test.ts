import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { albumInputSchema } from '#lib/shared/schemas/album.ts';
import { filmInputSchema, filmListQuerySchema } from '#lib/shared/schemas/film.ts';
import { photoInputSchema } from '#lib/shared/schemas/photo.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { videoInputSchema } from '#lib/shared/schemas/video.ts';
import { addMedia, unattachedSince } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { createAlbum, getAlbum, restoreAlbum, updateAlbum } from './albums.ts';
import { createFilm, getFilm, getPublicFilm, listFilms, restoreFilm, updateFilm } from './films.ts';
import { createPhoto, getPhoto, restorePhoto } from './photos.ts';
import { discardRecord, purgeRecord, restoreRecord, trashRecord } from './trash.ts';
import { createVideo } from './videos.ts';

let world: TestWorld;
let editor: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

const file = async (type: 'video' | 'image', purpose?: string) =>
  (await addMedia(world.db, editor, { type, ...(purpose ? { purpose } : {}) })).id;
const since = (id: string) => unattachedSince(world.db, id);
const addPhoto = (mediaId: string, fields: object = {}) =>
  createPhoto(photoInputSchema.parse({ mediaId, ...fields }), as(editor));

/** A record of each noun, and the files it holds. */
const makers: Record<Noun, () => Promise<{ id: string; mediaIds: string[] }>> = {
  async film() {
    const mediaIds = [await file('video'), await file('image')];
    const [videoId, posterId] = mediaIds;
    const input = filmInputSchema.parse({ title: 'Film', videoId, posterId });
    return { id: (await createFilm(input, as(editor))).id, mediaIds };
  },
  async video() {
    const mediaIds = [await file('video'), await file('image')];
    const [mediaId, coverId] = mediaIds;
    const input = videoInputSchema.parse({ title: 'Video', mediaId, coverId });
    return { id: (await createVideo(input, as(editor))).id, mediaIds };
  },
  async photo() {
    const mediaId = await file('image', 'photo.image');
    return { id: (await addPhoto(mediaId)).id, mediaIds: [mediaId] };
  },
  async album() {
    const photo = await addPhoto(await file('image'));
    const input = albumInputSchema.parse({ title: 'Album', photoIds: [photo.id] });
    return { id: (await createAlbum(input, as(editor))).id, mediaIds: [] };
  },
  async product() {
    const mediaIds = [await file('image'), await file('image')];
    const [own = '', ofVariant = ''] = mediaIds;
    await world.db.media.updateMany({
      where: { id: { in: mediaIds } },
      data: { unattachedSince: null },
    });
    const { id } = await world.db.product.create({
      data: {
        ...{ ownerId: editor.id, title: 'Product', sku: crypto.randomUUID() },
        files: { create: { mediaId: own, position: 0 } },
        variants: {
          create: {
            ...{ name: 'M', position: 0 },
            files: { create: { mediaId: ofVariant, position: 0 } },
          },
        },
      },
    });
    return { id, mediaIds };
  },
};
const nouns = Object.keys(makers) as Noun[];
const countOf = (noun: Noun, id: string) =>
  ({
    film: () => world.db.film.count({ where: { id } }),
    video: () => world.db.video.count({ where: { id } }),
    photo: () => world.db.photo.count({ where: { id } }),
    album: () => world.db.album.count({ where: { id } }),
    product: () => world.db.product.count({ where: { id } }),
  })[noun]();
const deedsOn = async (subjectId: string) => {
  const entries = await world.db.auditEntry.findMany({
    where: { subjectId, action: { in: ['delete', 'restore', 'purge'] } },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ action, actorId }) => [action, actorId]);
};

describe.each(nouns)('the trash of a %s', (noun) => {
  test('keeps its files, gives it back, and gives the files up with it', async () => {
    const { id, mediaIds } = await makers[noun]();
    const expectAttached = async () => {
      for (const mediaId of mediaIds) expect(await since(mediaId)).toBeNull();
    };
    await expect(purgeRecord(noun, id, as(editor))).rejects.toMatchObject({ code: 'not_found' });
    await discardRecord(noun, id, { ...as(editor), isForever: false });
    await expectAttached();
    await expect(trashRecord(noun, id, as(editor))).rejects.toMatchObject({ code: 'not_found' });

    await restoreRecord(noun, id, as(editor));
    await expectAttached();
    await expect(restoreRecord(noun, id, as(editor))).rejects.toMatchObject({ code: 'not_found' });

    await trashRecord(noun, id, as(editor));
    await discardRecord(noun, id, { ...as(editor), isForever: true });
    expect(await countOf(noun, id)).toBe(0);
    for (const mediaId of mediaIds) expect(await since(mediaId)).toBeInstanceOf(Date);
    const own = editor.id;
    expect(await deedsOn(id)).toEqual([
      ['delete', own],
      ['restore', own],
      ['delete', own],
      ['purge', own],
    ]);
  });

  test('is closed to strangers, and open to admins', async () => {
    const { id } = await makers[noun]();
    const stranger = as(await world.addUser());
    const admin = as(await world.addUser('admin'));
    const refused = { code: 'not_found' };
    await expect(trashRecord(noun, id, stranger)).rejects.toMatchObject(refused);
    await trashRecord(noun, id, admin);
    await expect(restoreRecord(noun, id, stranger)).rejects.toMatchObject(refused);
    await expect(purgeRecord(noun, id, stranger)).rejects.toMatchObject(refused);
    await purgeRecord(noun, id, admin);
    expect(await countOf(noun, id)).toBe(0);
  });
});

test('what lies in the trash is neither read nor changed, and listed apart', async () => {
  const title = 'Only in the trash';
  const film = await createFilm(filmInputSchema.parse({ title }), as(editor));
  await trashRecord('film', film.id, as(editor));
  await expect(getFilm(film.id, as(editor))).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateFilm(film.id, { title: 'x' }, as(editor))).rejects.toMatchObject({
    code: 'not_found',
  });
  const list = (query: object) =>
    listFilms(filmListQuerySchema.parse({ q: title, ...query }), as(editor));
  expect((await list({})).count).toBe(0);
  expect((await list({ trash: '1' })).results).toMatchObject([
    { id: film.id, deletedAt: expect.any(String) },
  ]);
  // An undo leaves an open form as good as it was.
  expect(await restoreFilm(film.id, as(editor))).toEqual(film);
});

test('no public page shows a film from the trash, and its address stays taken', async () => {
  const publishedAt = new Date(0).toISOString();
  const input = filmInputSchema.parse({ title: 'Shown', slug: 'shown-once', publishedAt });
  const film = await createFilm(input, as(editor));
  expect((await getPublicFilm('shown-once', null, world.ports)).id).toBe(film.id);
  await trashRecord('film', film.id, as(editor));
  for (const viewer of [null, editor, await world.addUser('admin')]) {
    await expect(getPublicFilm('shown-once', viewer, world.ports)).rejects.toMatchObject({
      code: 'not_found',
    });
  }
  await expect(createFilm(input, as(editor))).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('trash'),
    fields: [{ path: 'slug' }],
  });
  await expect(createFilm(input, as(await world.addUser()))).rejects.toMatchObject({
    message: expect.not.stringContaining('trash'),
  });
});

test('a photo comes back at its place, also when its album was arranged meanwhile', async () => {
  const photos = [];
  for (const title of ['a', 'b', 'c', 'd']) {
    photos.push(await addPhoto(await file('image'), { title }));
  }
  const [a = '', b = '', c = '', d = ''] = photos.map(({ id }) => id);
  const album = await createAlbum(
    albumInputSchema.parse({ title: 'Places', photoIds: [a, b, c, d] }),
    as(editor),
  );
  await trashRecord('photo', b, as(editor));
  expect((await getAlbum(album.id, as(editor))).photoIds).toEqual([a, c, d]);
  await restorePhoto(b, as(editor));
  expect((await getAlbum(album.id, as(editor))).photoIds).toEqual([a, b, c, d]);

  await trashRecord('photo', b, as(editor));
  const arranged = await updateAlbum(album.id, { photoIds: [d, c, a] }, as(editor));
  expect(arranged.photoIds).toEqual([d, c, a]);
  expect(arranged.photos.map(({ id }) => id)).toEqual([d, c, a]);
  await restorePhoto(b, as(editor));
  expect((await getAlbum(album.id, as(editor))).photoIds).toEqual([d, c, a, b]);
});

test('an album in the trash is none that its photos are in', async () => {
  const photo = await addPhoto(await file('image'));
  const album = await createAlbum(
    albumInputSchema.parse({ title: 'Away', photoIds: [photo.id] }),
    as(editor),
  );
  await trashRecord('album', album.id, as(editor));
  expect((await getPhoto(photo.id, as(editor))).albumIds).toEqual([]);
  const restored = await restoreAlbum(album.id, as(editor));
  expect(restored).toMatchObject({ photoIds: [photo.id], version: album.version });
});

test('a shared file stays with the film that is not purged', async () => {
  const videoId = await file('video');
  const input = filmInputSchema.parse({ title: 'Shared', videoId });
  const one = await createFilm(input, as(editor));
  const two = await createFilm(input, as(editor));
  await trashRecord('film', two.id, as(editor));
  await trashRecord('film', one.id, as(editor));
  await purgeRecord('film', one.id, as(editor));
  expect(await since(videoId)).toBeNull();
});
