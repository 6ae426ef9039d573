import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSweep } from '#lib/ports/sweep.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { trashDays } from '#lib/shared/schemas/record.ts';
import { videoInputSchema } from '#lib/shared/schemas/video.ts';
import { addMedia, unattachedSince } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { oldTrash } from './purge-expired.ts';
import { trashRecord } from './trash.ts';
import { createVideo } from './videos.ts';

let world: TestWorld;
let owner: Actor;

beforeAll(async () => {
  world = await createTestWorld();
  owner = await world.addUser();
});
afterAll(() => world.close());

test('after thirty days the trash gives up what lies in it, and nothing earlier', async () => {
  const context = { actor: owner, ports: world.ports };
  const add = (title: string, mediaId: string | null = null) =>
    createVideo(videoInputSchema.parse({ title, mediaId }), context);
  const { id: mediaId } = await addMedia(world.db, owner);
  const [old, late, kept] = [await add('Old', mediaId), await add('Late'), await add('Kept')];
  await trashRecord('video', old.id, context);
  world.passHours(1);
  await trashRecord('video', late.id, context);
  world.passHours(trashDays * 24 - 1.5);
  expect(await runSweep(oldTrash, world.ports)).toEqual({ records: 0, failed: 0 });
  world.passHours(1);
  expect(await runSweep(oldTrash, world.ports, true)).toEqual({ records: 1 });
  expect(await runSweep(oldTrash, world.ports)).toEqual({ records: 1, failed: 0 });
  const left = await world.db.video.findMany({ select: { id: true }, orderBy: { title: 'desc' } });
  expect(left).toEqual([{ id: late.id }, { id: kept.id }]);
  expect(await unattachedSince(world.db, mediaId)).toBeInstanceOf(Date);
  const [purge] = await world.db.auditEntry.findMany({ where: { action: 'purge' } });
  expect(purge).toMatchObject({ subjectId: old.id, actorId: null, details: { title: 'Old' } });
  expect(await runSweep(oldTrash, world.ports)).toEqual({ records: 0, failed: 0 });
});
