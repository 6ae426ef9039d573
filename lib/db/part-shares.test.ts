import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { notePartShare } from './part-shares.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

async function underWay(): Promise<string> {
  const { id: ownerId } = await world.addUser();
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId, type: 'video', purpose: 'film.video', mimeType: 'video/mp4', byteSize: 1 },
      ...{ status: 'processing', generation: 2, progress: 0.04, fileName: 'a.mp4' },
      storageKey: `videos/${crypto.randomUUID()}.mp4`,
    },
  });
  return id;
}

const note = (mediaId: string, part: string, share: number, generation = 2) =>
  notePartShare(world.db, {
    ...{ mediaId, generation, part, share, from: 0.1, to: 0.9, stage: 'encode', now: new Date() },
  });
const rowOf = (id: string) => world.db.media.findUniqueOrThrow({ where: { id } });

test('who writes at the same time adds up', async () => {
  const id = await underWay();
  const parts = Array.from({ length: 20 }, (_, i) => `chunks/${i}`);
  const rounds = [0.01, 0.03, 0.05].flatMap((share) => parts.map((part) => note(id, part, share)));
  expect((await Promise.all(rounds)).every(Boolean)).toBe(true);
  const row = await rowOf(id);
  expect(row.progress).toBeCloseTo(0.9, 9);
  expect(row).toMatchObject({ stage: 'encode', partShares: { 'chunks/7': 0.05 } });
});

test('neither a part nor the bar goes back, and the bar not over its end', async () => {
  const id = await underWay();
  await note(id, 'a', 0.5);
  expect((await rowOf(id)).progress).toBeCloseTo(0.5, 9);
  await note(id, 'a', 0.2);
  await note(id, 'b', 0.1);
  expect((await rowOf(id)).progress).toBeCloseTo(0.58, 9);
  await note(id, 'c', 3);
  expect((await rowOf(id)).progress).toBeCloseTo(0.9, 9);
});

test('a run that is over notes nothing', async () => {
  const id = await underWay();
  expect(await note(id, 'a', 0.5, 1)).toBe(false);
  await world.db.media.update({ where: { id }, data: { deletingAt: new Date() } });
  expect(await note(id, 'a', 0.5)).toBe(false);
  expect(await rowOf(id)).toMatchObject({ progress: 0.04, partShares: {} });
});
