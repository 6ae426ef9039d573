import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMedia } from '#lib/db/read-media.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { listUses } from './media-uses.ts';
import { trashRecord } from './trash.ts';

let world: TestWorld;
let editor: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

const own = (title: string) => ({ ownerId: editor.id, title });
/** One record of each kind that uses this image. */
const users: [Noun, string, (mediaId: string) => Promise<{ id: string }>][] = [
  [
    'film',
    'as poster',
    (posterId) => {
      const data = { ...own('Film'), slug: posterId, posterId };
      return world.db.film.create({ data });
    },
  ],
  [
    'film',
    'as video',
    (videoId) => {
      const data = { ...own('Film'), slug: videoId, videoId };
      return world.db.film.create({ data });
    },
  ],
  ['video', 'as cover', (coverId) => world.db.video.create({ data: { ...own('Video'), coverId } })],
  ['video', 'as file', (mediaId) => world.db.video.create({ data: { ...own('Video'), mediaId } })],
  ['photo', 'as image', (mediaId) => world.db.photo.create({ data: { ...own('Photo'), mediaId } })],
  [
    'product',
    'as image',
    (mediaId) => {
      const files = { create: { mediaId, position: 0 } };
      return world.db.product.create({ data: { ...own('Product'), sku: mediaId, files } });
    },
  ],
  [
    'product',
    'of a variant and its own',
    (mediaId) => {
      const files = { create: { mediaId, position: 0 } };
      const variants = { create: { name: 'M', position: 0, files } };
      const data = { ...own('Product'), sku: mediaId, files, variants };
      return world.db.product.create({ data });
    },
  ],
];

test.each(users)('a %s that uses it %s is named, in the trash too', async (noun, _, use) => {
  const { id: mediaId } = await addMedia(world.db, editor, { type: 'image' });
  const attachedTo = async () => (await readMedia(world.db, [mediaId]))[0]?.attachedTo;
  expect(await listUses(mediaId, as(editor))).toEqual({ count: 0, results: [] });
  expect(await attachedTo()).toBeUndefined();
  const { id } = await use(mediaId);
  const named = { type: noun, id, title: expect.stringMatching(new RegExp(noun, 'i')) };
  expect(await listUses(mediaId, as(editor))).toEqual({
    count: 1,
    results: [{ ...named, deletedAt: null }],
  });
  expect(await attachedTo()).toEqual({ type: noun, id });
  await trashRecord(noun, id, as(editor));
  const { results } = await listUses(mediaId, as(editor));
  expect(results).toEqual([{ ...named, deletedAt: expect.any(String) }]);
  expect(await attachedTo()).toBeUndefined();
});

test('uses are counted beyond those that are named, and told to nobody else', async () => {
  const { id: mediaId } = await addMedia(world.db, editor, { type: 'image' });
  await world.db.photo.createMany({
    data: Array.from({ length: 101 }, (_, index) => ({ ...own(`Photo ${index}`), mediaId })),
  });
  const { count, results } = await listUses(mediaId, as(editor));
  expect([count, results.length]).toEqual([101, 100]);
  await expect(listUses(mediaId, as(await world.addUser()))).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await listUses(mediaId, as(await world.addUser('admin')))).count).toBe(101);
});
