import { NonRetriableError } from 'inngest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MediaRun } from '#lib/jobs/events.ts';
import { deleteMedia, getMedia, reprocessMedia } from '#lib/media/media.ts';
import { publishImage } from '#lib/media/process-image.ts';
import { Superseded } from '#lib/media/processing-run.ts';
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
  const objects = await objectsOf(run);
  expect(objects).not.toEqual([]);
  const repeat = () => work(run, () => publishImage(run, world.ports));
  await repeat();
  expect(await objectsOf(run)).toEqual(objects);
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

/** The upload a run's media came from; the sender may say what its hash should be. */
async function uploadOf({ mediaId }: MediaRun, declaredSha256: string | null) {
  const media = await world.db.media.findUniqueOrThrow({ where: { id: mediaId } });
  const { ownerId, purpose, storageKey, fileName, byteSize, mimeType: contentType } = media;
  return world.db.upload.create({
    data: {
      ...{ ownerId, purpose, storageKey, fileName, byteSize, contentType, mediaId, declaredSha256 },
      ...{ status: 'completed', expiresAt: new Date() },
    },
  });
}
const another = '0'.repeat(64);

test('a file that is not what its sender meant to send fails, its upload too, and all of it goes', async () => {
  const run = await startRun();
  const { id } = await uploadOf(run, another);
  const process = () => work(run, () => publishImage(run, world.ports));
  await expect(process()).rejects.toThrow(NonRetriableError);
  const { storageKey, ...media } = await world.db.media.findUniqueOrThrow({
    where: { id: run.mediaId },
  });
  expect(media).toMatchObject({ status: 'failed', failureCode: 'checksum_mismatch' });
  expect(await world.db.upload.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'rejected',
    rejectionCode: 'checksum_mismatch',
  });
  expect(await objectsOf(run)).toEqual([]);
  expect(await world.ports.storage.head(storageKey)).toBeNull();
  await expect(reprocessMedia(run.mediaId, context())).rejects.toMatchObject({ code: 'conflict' });
  await giveUp({ event: { data: { event: { data: run } } } });
});

test('a hash that is told while the file is being read is compared all the same', async () => {
  const run = await startRun();
  const { id } = await uploadOf(run, null);
  const { storage } = world.ports;
  const readToFile: typeof storage.readToFile = async (key, path) => {
    await storage.readToFile(key, path);
    await world.db.upload.update({ where: { id }, data: { declaredSha256: another } });
  };
  const ports = { ...world.ports, storage: { ...storage, readToFile } };
  await expect(work(run, () => publishImage(run, ports))).rejects.toThrow(NonRetriableError);
  expect((await getMedia(run.mediaId, context())).failure?.code).toBe('checksum_mismatch');
});

test('an original that was right once keeps what was made of it when it is found damaged', async () => {
  const run = await startRun();
  await publishImage(run, world.ports);
  await removeWorkspace(run);
  const objects = await objectsOf(run);
  await uploadOf(run, another);
  await reprocessMedia(run.mediaId, context());
  const second = { ...run, generation: 2 };
  const process = () => work(second, () => publishImage(second, world.ports));
  await expect(process()).rejects.toThrow(NonRetriableError);
  expect((await getMedia(run.mediaId, context())).failure?.code).toBe('checksum_mismatch');
  expect(await objectsOf(run)).toEqual(objects);
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
