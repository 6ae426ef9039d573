import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ports } from '#lib/ports/ports.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { AppError } from '#lib/shared/errors.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { getMedia } from './media.ts';
import { updateRun } from './processing-run.ts';
import { reviveStalled } from './revive-stalled.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.db.media.deleteMany();
  await world.db.outboxEvent.deleteMany();
});

type Type = 'image' | 'video';

/** A media whose first run was handed to the event server just now. */
async function handedOver(type: Type = 'video', stage: string | null = null) {
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type, purpose: 'media.video', mimeType: 'video/mp4', stage },
      ...{ storageKey: crypto.randomUUID(), fileName: 'a.mp4', byteSize: 1, generation: 1 },
      ...{ status: 'processing', heartbeatAt: world.ports.now() },
    },
  });
  return { mediaId: id, type, generation: 1 };
}
const minutes = (count: number) => world.passHours(count / 60);
const revive = () => reviveStalled(world.ports);
const mediaOf = ({ mediaId }: { mediaId: string }) =>
  getMedia(mediaId, { actor: editor, ports: world.ports });
const rowOf = ({ mediaId: id }: { mediaId: string }) =>
  world.db.media.findUniqueOrThrow({ where: { id } });

test('a run nobody hears of begins again, as its next generation and with an event of its own', async () => {
  const run = await handedOver();
  minutes(29);
  expect(await revive()).toEqual({ revived: 0, failed: 0 });
  minutes(2);
  expect(await revive()).toEqual({ revived: 1, failed: 0 });
  expect(await rowOf(run)).toMatchObject({ status: 'processing', generation: 2, stage: null });
  expect(await world.db.outboxEvent.findMany()).toMatchObject([
    {
      id: `media-uploaded-${run.mediaId}-2`,
      data: { mediaId: run.mediaId, type: 'video', generation: 2, revivals: 1 },
    },
  ]);
  expect(await revive()).toEqual({ revived: 0, failed: 0 });
  // Should the lost one turn up after all, it finds that it is over.
  await expect(updateRun(run, { progress: 0.5 }, world.ports)).rejects.toThrow('is over');
});

test('what somebody asked for anew is asked of the run that begins again', async () => {
  const run = await handedOver();
  const wish = { again: ['poster'], askedIn: 1 };
  await world.db.outboxEvent.create({
    data: {
      id: `media-uploaded-${run.mediaId}-1`,
      name: 'media/uploaded',
      data: { ...run, ownerId: editor.id, ...wish },
    },
  });
  for (const generation of [2, 3]) {
    minutes(60 * generation);
    await revive();
    const { data } = await world.db.outboxEvent.findUniqueOrThrow({
      where: { id: `media-uploaded-${run.mediaId}-${generation}` },
    });
    expect(data).toMatchObject({ ...wish, ownerId: editor.id, generation });
  }
});

test('each time it waits longer; in the end it fails with a reason, and can be processed again', async () => {
  const run = await handedOver();
  for (const [index, wait] of [30, 60, 120].entries()) {
    minutes(wait - 1);
    expect(await revive()).toEqual({ revived: 0, failed: 0 });
    minutes(2);
    expect(await revive()).toEqual({ revived: 1, failed: 0 });
    expect((await rowOf(run)).generation).toBe(index + 2);
  }
  minutes(241);
  expect(await revive()).toEqual({ revived: 0, failed: 1 });
  expect(await mediaOf(run)).toMatchObject({
    status: 'failed',
    failure: { code: 'processing_stalled' },
  });
  expect(await revive()).toEqual({ revived: 0, failed: 0 });
});

/** A run that was begun again as often as there is hope. */
async function hopeless() {
  const run = await handedOver();
  await world.db.outboxEvent.create({
    data: {
      id: `media-uploaded-${run.mediaId}-1`,
      name: 'media/uploaded',
      data: { ...run, ownerId: editor.id, revivals: 3 },
    },
  });
  return run;
}

test('one that beats at the last moment is not given up', async () => {
  const run = await hopeless();
  minutes(241);
  const db = world.db.$extends({
    query: {
      async $queryRaw({ args, query }) {
        const found = await query(args);
        await updateRun(run, { progress: 0.5 }, world.ports);
        return found;
      },
    },
  });
  const ports = { ...world.ports, db: db as unknown as Ports['db'] };
  expect(await reviveStalled(ports)).toEqual({ revived: 0, failed: 0 });
  expect(await mediaOf(run)).toMatchObject({ status: 'processing' });
});

test('one whose end cannot be cleared up after does not keep the others', async () => {
  const runs = [await hopeless(), await hopeless()];
  minutes(241);
  const waiting = await handedOver('image');
  minutes(31);
  const list = () => {
    throw new AppError('storage_unavailable', 'The store is away.');
  };
  const ports = { ...world.ports, storage: { ...world.ports.storage, list } };
  expect(await reviveStalled(ports)).toEqual({ revived: 1, failed: 0 });
  for (const run of runs) expect(await mediaOf(run)).toMatchObject({ status: 'failed' });
  expect((await rowOf(waiting)).generation).toBe(2);
});

test('what waits in a queue that moves is left alone, until a day has passed', async () => {
  const run = await handedOver('video');
  const picture = await handedOver('image');
  minutes(31);
  const working = await handedOver('video', 'encode');
  // What just arrived is no sign that anybody works.
  await handedOver('image');
  expect(await revive()).toEqual({ revived: 1, failed: 0 });
  expect((await rowOf(picture)).generation).toBe(2);
  expect((await rowOf(run)).generation).toBe(1);

  minutes(24 * 60);
  await updateRun(working, { progress: 0.5 }, world.ports);
  await updateRun({ ...picture, generation: 2 }, { stage: 'encode' }, world.ports);
  expect(await revive()).toMatchObject({ revived: 2, failed: 0 });
  expect((await rowOf(run)).generation).toBe(2);
  expect((await rowOf(working)).generation).toBe(1);
});

test('one that beats again meanwhile is not disturbed, nor one that is being deleted', async () => {
  const beating = await handedOver();
  const deleted = await handedOver();
  minutes(31);
  await updateRun(beating, { progress: 0.2 }, world.ports);
  await world.db.media.update({
    where: { id: deleted.mediaId },
    data: { deletingAt: world.ports.now() },
  });
  expect(await revive()).toEqual({ revived: 0, failed: 0 });
});
