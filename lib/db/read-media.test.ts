import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { readMedia } from './read-media.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

const addImage = () => addMedia(world.db, editor, { type: 'image' });

test('media come in the order they are asked for, and those that are not there are left out', async () => {
  const [one, two, three] = [await addImage(), await addImage(), await addImage()];
  const asked = [three.id, crypto.randomUUID(), one.id, two.id];
  const read = await readMedia(world.db, asked);
  expect(read.map(({ id }) => id)).toEqual([three.id, one.id, two.id]);
  expect(await readMedia(world.db, [])).toEqual([]);
});

test('numbers, moments, texts and what was found out come back as they were written', async () => {
  const { id } = await addImage();
  const createdAt = new Date('2026-03-01T23:59:59.007Z');
  const data = {
    ...{ byteSize: 9_007_199_254_740_991n, createdAt, focalX: 0.1, focalY: 1 / 3 },
    ...{ fileName: 'Größe "1" \\ 写真 🎞.jpg', metadata: { codec: 'h264', deep: [1, null] } },
  };
  await world.db.media.update({ where: { id }, data });
  const [read] = await readMedia(world.db, [id]);
  expect(read).toMatchObject({
    ...{ fileSize: Number(data.byteSize), createdAt: createdAt.toISOString() },
    ...{ fileName: data.fileName, metadata: data.metadata },
    ...{ focalPoint: { x: 0.1, y: 1 / 3 }, owner: { id: editor.id, name: editor.name } },
  });
});

test('of what was made of a media, the ready ones count, and the newer run goes first', async () => {
  const { id } = await addImage();
  const rendition = (name: string, generation: number, status: 'ready' | 'failed' = 'ready') => ({
    ...{ mediaId: id, name, generation, status, storageKey: `made/${id}/${generation}/${name}` },
  });
  await world.db.rendition.deleteMany({ where: { mediaId: id } });
  await world.db.rendition.createMany({
    data: [rendition('small', 2), rendition('small', 1), rendition('large', 2, 'failed')],
  });
  const [read] = await readMedia(world.db, [id]);
  expect(read?.urls.small).toMatch(/\?v=2$/);
  expect(read?.urls.large).toBeUndefined();
});
