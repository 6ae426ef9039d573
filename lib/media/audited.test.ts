// What is done to files is in the audit log, and what did not happen is not.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { bulkMedia } from './bulk-media.ts';
import { changeMedia } from './change-media.ts';
import { deleteMedia, reprocessMedia } from './media.ts';

let world: TestWorld;
let editor: Actor;
const context = () => ({ actor: editor, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

async function addPhoto(): Promise<string> {
  const storageKey = `images/${crypto.randomUUID()}.jpg`;
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'image', purpose: 'media.image', mimeType: 'image/jpeg' },
      ...{ fileName: 'quay.jpg', byteSize: 3, storageKey, status: 'ready' },
    },
  });
  return id;
}

async function deedsOn(subjectId: string): Promise<unknown[]> {
  const deeds = await world.db.auditEntry.findMany({
    where: { actorId: editor.id, noun: 'media', subjectId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return deeds.map(({ action, details }) => [action, details]);
}

test('changed, shown to everybody, made again, deleted: one row each', async () => {
  const id = await addPhoto();
  await changeMedia(id, { title: 'The quay', alt: 'Boats', version: 1 }, context());
  await changeMedia(id, { isPublic: true, version: 2 }, context());
  await reprocessMedia(id, context());
  await deleteMedia(id, { ...context(), isForced: false });
  expect(await deedsOn(id)).toEqual([
    ['update', { fields: ['title', 'alt'] }],
    ['publish', { fields: ['isPublic'] }],
    ['reprocess', {}],
    ['delete', { fileName: 'quay.jpg' }],
  ]);
});

test('many at once: a row for those that it changed', async () => {
  const [shown, hidden] = [await addPhoto(), await addPhoto()];
  await changeMedia(shown, { isPublic: true, version: 1 }, context());
  await bulkMedia({ ids: [shown, hidden], action: 'publish', force: false }, context());
  expect(await deedsOn(shown)).toEqual([['publish', { fields: ['isPublic'] }]]);
  expect(await deedsOn(hidden)).toEqual([['publish', {}]]);
});

test('what is refused leaves no row', async () => {
  const id = await addPhoto();
  await world.db.photo.create({ data: { ownerId: editor.id, mediaId: id } });
  await expect(changeMedia(id, { title: 'Late', version: 7 }, context())).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(deleteMedia(id, { ...context(), isForced: false })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await deedsOn(id)).toEqual([]);
});
