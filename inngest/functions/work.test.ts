import { NonRetriableError } from 'inngest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MediaRun } from '#lib/jobs/events.ts';
import { deleteMedia, getMedia } from '#lib/media/media.ts';
import { publishImage } from '#lib/media/process-image.ts';
import { finishRun, Superseded } from '#lib/media/processing-run.ts';
import { removeWorkspace } from '#lib/media/workspace.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { samplePng } from '#lib/testing/sample-files.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { giveUp } from './give-up.ts';
import { work } from './work.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

async function startRun(): Promise<MediaRun> {
  const storageKey = `images/${crypto.randomUUID()}.png`;
  const body = await samplePng();
  await world.ports.storage.writeBytes({ key: storageKey, contentType: 'image/png', body });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'image', purpose: 'film.poster', mimeType: 'image/png' },
      ...{ storageKey, status: 'processing', generation: 1 },
      ...{ fileName: 'a.png', byteSize: body.length },
    },
  });
  return { mediaId: id, type: 'image', generation: 1 };
}
const context = () => ({ actor: editor, ports: world.ports });
async function objectsOf({ mediaId }: MediaRun): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of world.ports.storage.list(`renditions/${mediaId}/`)) keys.push(key);
  return keys;
}

test('a media deleted while its renditions are stored leaves no object behind', async () => {
  const run = await startRun();
  const { storage } = world.ports;
  let isDeleted = false;
  const writeFile: typeof storage.writeFile = async (object) => {
    if (!isDeleted) await deleteMedia(run.mediaId, { ...context(), isForced: false });
    isDeleted = true;
    await storage.writeFile(object);
  };
  const ports = { ...world.ports, storage: { ...storage, writeFile } };
  await expect(work(run, () => publishImage(run, ports))).rejects.toThrow(NonRetriableError);
  expect(await objectsOf(run)).toEqual([]);
  await removeWorkspace(run);
});

test('a step repeated after its media is ready, or processed anew, removes nothing', async () => {
  const run = await startRun();
  await publishImage(run, world.ports);
  await finishRun(run, world.ports);
  const objects = await objectsOf(run);
  expect(objects).not.toEqual([]);
  const repeat = () => work(run, () => publishImage(run, world.ports));
  await expect(repeat()).rejects.toThrow(NonRetriableError);
  await world.db.media.update({
    where: { id: run.mediaId },
    data: { status: 'processing', generation: 2 },
  });
  await expect(repeat()).rejects.toThrow(NonRetriableError);
  expect(await objectsOf(run)).toEqual(objects);
  await removeWorkspace(run);
});

test('a file that cannot be processed fails at once with its reason, and giving up keeps it', async () => {
  const run = await startRun();
  const fail = () => Promise.reject(new MediaFailure('corrupt_file', 'Broken.'));
  await expect(work(run, fail)).rejects.toThrow(NonRetriableError);
  await giveUp({ event: { data: { event: { data: run } } } });
  expect(await getMedia(run.mediaId, context())).toMatchObject({
    status: 'failed',
    failure: { code: 'corrupt_file' },
  });
});

test('a run that is over neither fails the next one nor is tried again', async () => {
  const run = await startRun();
  await world.db.media.update({ where: { id: run.mediaId }, data: { generation: 2 } });
  const isOver = () => Promise.reject(new Superseded(run));
  await expect(work(run, isOver)).rejects.toThrow(NonRetriableError);
  await giveUp({ event: { data: { event: { data: run } } } });
  expect((await getMedia(run.mediaId, context())).status).toBe('processing');
});

test('trouble of the machine is left to the retries', async () => {
  const run = await startRun();
  const trouble = new Error('ENOSPC: no space left on device');
  await expect(work(run, () => Promise.reject(trouble))).rejects.toBe(trouble);
  expect((await getMedia(run.mediaId, context())).status).toBe('processing');
  await giveUp({ event: { data: { event: { data: run } } } });
  expect((await getMedia(run.mediaId, context())).failure).toMatchObject({ code: 'internal' });
});
