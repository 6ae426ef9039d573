import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { linkFile } from './deliver.ts';

let world: TestWorld;
let admin: Actor;
let editor: Actor;

beforeAll(async () => {
  world = await createTestWorld();
  [admin, editor] = [await world.addUser('admin'), await world.addUser()];
});
afterAll(() => world.close());

/** A picture of the admin's with one version of it. */
async function addPicture(): Promise<string> {
  const { id: mediaId } = await addMedia(world.db, admin, { type: 'image' });
  await world.db.rendition.create({
    data: { mediaId, generation: 1, name: 'small', status: 'ready', storageKey: `made/${mediaId}` },
  });
  return mediaId;
}
async function sees(actor: Actor, mediaId: string, name = 'small'): Promise<boolean> {
  const asked = linkFile(mediaId, name, { actor, ports: world.ports, isDownload: false });
  return asked.then(
    () => true,
    () => false,
  );
}

const ownerId = () => editor.id;
const users: [string, (mediaId: string) => Promise<{ id: string }>][] = [
  [
    'film',
    (posterId) =>
      world.db.film.create({ data: { ownerId: ownerId(), title: 'F', slug: posterId, posterId } }),
  ],
  [
    'video',
    (coverId) => world.db.video.create({ data: { ownerId: ownerId(), title: 'V', coverId } }),
  ],
  ['photo', (mediaId) => world.db.photo.create({ data: { ownerId: ownerId(), mediaId } })],
  [
    'product',
    (mediaId) =>
      world.db.product.create({
        data: {
          ...{ ownerId: ownerId(), title: 'P', sku: mediaId },
          files: { create: { mediaId, position: 0 } },
        },
      }),
  ],
  [
    'variant',
    (mediaId) =>
      world.db.product.create({
        data: {
          ...{ ownerId: ownerId(), title: 'P', sku: mediaId },
          variants: {
            create: { name: 'V', position: 0, files: { create: { mediaId, position: 0 } } },
          },
        },
      }),
  ],
  [
    'album',
    (mediaId) =>
      world.db.album.create({
        data: {
          ...{ ownerId: ownerId(), title: 'A' },
          photos: { create: { position: 0, photo: { create: { ownerId: admin.id, mediaId } } } },
        },
      }),
  ],
];

test.each(users)('a file an admin put into the %s of an editor is seen there', async (_, put) => {
  const mediaId = await addPicture();
  expect(await sees(editor, mediaId)).toBe(false);
  await put(mediaId);
  expect(await sees(editor, mediaId)).toBe(true);
  expect(await sees(editor, mediaId, 'original')).toBe(false);
  expect(await sees(await world.addUser(), mediaId)).toBe(false);
});

test('what lies in the trash shows nothing', async () => {
  const mediaId = await addPicture();
  await world.db.photo.create({ data: { ownerId: ownerId(), mediaId, deletedAt: new Date() } });
  expect(await sees(editor, mediaId)).toBe(false);
});
