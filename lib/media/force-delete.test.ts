import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { deleteMedia } from './media.ts';

let world: TestWorld;
let editor: Actor;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

async function addMedia(type: 'image' | 'video' = 'image'): Promise<string> {
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type, purpose: `media.${type}`, mimeType: `${type}/any` },
      ...{ status: 'ready', generation: 1, fileName: 'file', byteSize: 1, unattachedSince: null },
      storageKey: `files/${crypto.randomUUID()}`,
    },
  });
  return id;
}

const remove = (id: string, isForced: boolean) =>
  deleteMedia(id, { actor: editor, ports: world.ports, isForced });

const ownerId = () => ({ ownerId: editor.id });

test('a photo is not left without its picture: unforced it keeps it, forced it goes with it', async () => {
  const [mediaId, other] = [await addMedia(), await addMedia()];
  const photo = await world.db.photo.create({ data: { ...ownerId(), title: 'Quay', mediaId } });
  const trashed = await world.db.photo.create({
    data: { ...ownerId(), mediaId, deletedAt: new Date() },
  });
  const kept = await world.db.photo.create({ data: { ...ownerId(), mediaId: other } });
  const album = await world.db.album.create({
    data: {
      ...{ ...ownerId(), title: 'Harbours' },
      photos: {
        create: [
          { photoId: photo.id, position: 0 },
          { photoId: kept.id, position: 1 },
        ],
      },
    },
  });

  await expect(remove(mediaId, false)).rejects.toMatchObject({ code: 'conflict' });
  expect(await world.db.photo.count({ where: { mediaId } })).toBe(2);
  expect(await world.db.media.count({ where: { id: mediaId, deletingAt: null } })).toBe(1);

  await remove(mediaId, true);
  expect(await world.db.media.count({ where: { id: mediaId } })).toBe(0);
  expect(await world.db.photo.findMany({ where: ownerId(), select: { id: true } })).toEqual([
    { id: kept.id },
  ]);
  const left = await world.db.album.findUniqueOrThrow({
    where: { id: album.id },
    include: { photos: true },
  });
  expect(left.photos.map(({ photoId }) => photoId)).toEqual([kept.id]);
  // Whoever is arranging it learns that it changed.
  expect(left.version).toBe(album.version + 1);
  const audit = await world.db.auditEntry.findMany({
    where: { actorId: editor.id, details: { path: ['mediaId'], equals: mediaId } },
    orderBy: { createdAt: 'asc' },
  });
  expect(audit.map(({ action, noun, subjectId }) => [action, noun, subjectId]).sort()).toEqual(
    [
      ['purge', 'photo', photo.id],
      ['purge', 'photo', trashed.id],
      ['update', 'album', album.id],
    ].sort(),
  );
});

test('films and videos stay without it, one version further', async () => {
  const mediaId = await addMedia('video');
  const film = await world.db.film.create({
    data: {
      ...{ ...ownerId(), title: 'Both', slug: 'both', videoId: mediaId, posterId: mediaId },
      publishedAt: new Date(),
    },
  });
  const other = await world.db.film.create({ data: { ...ownerId(), title: 'Else', slug: 'else' } });
  const video = await world.db.video.create({
    data: { ...ownerId(), title: 'Both', mediaId, coverId: mediaId },
  });
  await remove(mediaId, true);
  expect(await world.db.film.findUniqueOrThrow({ where: { id: film.id } })).toMatchObject({
    ...{ videoId: null, posterId: null, version: film.version + 1 },
  });
  expect(await world.db.film.findUniqueOrThrow({ where: { id: other.id } })).toEqual(other);
  expect(await world.db.video.findUniqueOrThrow({ where: { id: video.id } })).toMatchObject({
    ...{ mediaId: null, coverId: null, version: video.version + 1 },
  });
});

test('the next image of a product, and of a variant, becomes the primary one', async () => {
  const [first = '', second = '', third = ''] = [
    await addMedia(),
    await addMedia(),
    await addMedia(),
  ];
  const files = {
    create: [first, second, third].map((mediaId, position) => ({ mediaId, position })),
  };
  const product = await world.db.product.create({
    data: {
      ...{ ...ownerId(), title: 'Mug', sku: 'MUG' },
      files,
      variants: { create: { name: 'Blue', position: 0, files } },
    },
  });
  await remove(first, true);
  const order = {
    orderBy: { position: 'asc' },
    select: { mediaId: true, position: true },
  } as const;
  const left = await world.db.product.findUniqueOrThrow({
    where: { id: product.id },
    include: { files: order, variants: { include: { files: order } } },
  });
  const expected = [
    { mediaId: second, position: 0 },
    { mediaId: third, position: 1 },
  ];
  expect(left.files).toEqual(expected);
  expect(left.variants[0]?.files).toEqual(expected);
  expect(left.version).toBe(product.version + 1);
});

test('all of it happens, or nothing', async () => {
  const mediaId = await addMedia();
  await world.db.photo.create({ data: { ...ownerId(), mediaId } });
  const refused = new Error('the database is gone');
  const broken = world.db.$extends({
    query: {
      media: {
        updateMany: () => {
          throw refused;
        },
      },
    },
  });
  const ports = { ...world.ports, db: broken as unknown as TestWorld['db'] };
  await expect(deleteMedia(mediaId, { actor: editor, ports, isForced: true })).rejects.toBe(
    refused,
  );
  expect(await world.db.photo.count({ where: { mediaId } })).toBe(1);
});

test('a photo that is saved while its picture is deleted by force goes as well', async () => {
  const mediaId = await addMedia();
  const { deleting } = await world.db.$transaction(async (tx) => {
    await tx.media.update({ where: { id: mediaId }, data: { unattachedSince: null } });
    await tx.photo.create({ data: { ...ownerId(), mediaId } });
    const running = remove(mediaId, true);
    running.catch(() => {});
    await vi.waitUntil(isAnyoneWaiting, { timeout: 10_000 });
    return { deleting: running };
  });
  await deleting;
  expect(await world.db.photo.count({ where: { mediaId } })).toBe(0);
  expect(await world.db.media.count({ where: { id: mediaId } })).toBe(0);
});

/** Whether a connection of this database waits for another one's transaction. */
async function isAnyoneWaiting(): Promise<boolean> {
  const waiting = await world.db.$queryRaw<unknown[]>`
    select 1 from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`;
  return waiting.length > 0;
}
