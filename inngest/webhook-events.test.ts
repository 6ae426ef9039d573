// What becomes of a file is told where it becomes so.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failWithoutOriginal } from '#lib/audit/fail-without-original.ts';
import type { MediaRun } from '#lib/jobs/events.ts';
import { publishImage } from '#lib/media/process-image.ts';
import { failRun, finishRun } from '#lib/media/processing-run.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { createUploadSchema } from '#lib/shared/schemas/upload.ts';
import { webhookPayloadSchema } from '#lib/shared/schemas/webhook.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { addWebhook } from '#lib/testing/add-webhook.ts';
import { samplePng } from '#lib/testing/sample-files.ts';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { completeUpload } from '#lib/uploads/complete-upload.ts';
import { createUpload } from '#lib/uploads/create-upload.ts';
import { uploadRules } from '#lib/uploads/policy.ts';

let world: TestWorld;
let owner: Actor;
let endpointId: string;

beforeAll(async () => {
  world = await createTestWorld();
});
beforeEach(async () => {
  owner = await world.addUser();
  endpointId = (await addWebhook(world.db, owner)).id;
});
afterAll(() => world.close());

async function told() {
  const where = { endpointId };
  const rows = await world.db.webhookDelivery.findMany({ where, orderBy: { createdAt: 'asc' } });
  return rows.map(({ body }) => webhookPayloadSchema.parse(JSON.parse(body)));
}

async function addRun(type: 'image' | 'video'): Promise<MediaRun> {
  const { id } = await addMedia(world.db, owner, { type });
  const data = { status: 'processing', generation: 1 } as const;
  await world.db.media.update({ where: { id }, data });
  return { mediaId: id, type, generation: 1 };
}

const context = () => ({ actor: owner, ports: world.ports, rules: uploadRules() });

/** Opened and sent, as the file it says it is. */
async function send(body: Buffer): Promise<{ id: string; mediaId: string }> {
  const file = { fileName: 'a.png', size: body.length, contentType: 'image/png' };
  const wanted = createUploadSchema.parse({ ...file, purpose: 'media.image' });
  const ticket = await createUpload(wanted, { ...context(), tokenFor: String });
  if (!('mediaId' in ticket)) throw new Error('a duplicate');
  await sendBytes(ticket, body);
  return ticket;
}

test('an upload, however often it is completed, and the picture once it is made, with its addresses', async () => {
  const { id, mediaId } = await send(await samplePng());
  await Promise.all([1, 2, 3].map(() => completeUpload(id, context())));
  expect(await told()).toMatchObject([
    { type: 'upload.completed', data: { id: mediaId, status: 'processing' } },
  ]);
  const run = { mediaId, type: 'image', generation: 1 } as const;
  await publishImage(run, world.ports);
  // A step whose answer was lost is done again.
  await publishImage(run, world.ports);
  const [, ready, ...more] = await told();
  expect(more).toEqual([]);
  expect(ready).toMatchObject({ type: 'media.ready', data: { id: mediaId, status: 'ready' } });
  expect(ready?.data).toMatchObject({ urls: { webp: expect.stringContaining(mediaId) } });
});

test('a film that is whole', async () => {
  const run = await addRun('video');
  await finishRun(run, world.ports);
  await finishRun(run, world.ports);
  expect(await told()).toMatchObject([
    { type: 'media.ready', data: { id: run.mediaId, status: 'ready', progress: 1 } },
  ]);
});

test('a file that cannot be processed, and why', async () => {
  const run = await addRun('image');
  const failure = new MediaFailure('corrupt_file', 'It is broken.');
  await failRun(run, failure, world.ports);
  await failRun(run, failure, world.ports);
  expect(await told()).toMatchObject([
    { type: 'media.failed', data: { id: run.mediaId, failure: { code: 'corrupt_file' } } },
  ]);
});

test('a file that is not what it says: failed, and never complete', async () => {
  const { id, mediaId } = await send(Buffer.from('no picture at all'));
  await expect(completeUpload(id, context())).rejects.toMatchObject({
    code: 'unsupported_media_type',
  });
  expect(await told()).toMatchObject([
    { type: 'media.failed', data: { id: mediaId, failure: { code: expect.any(String) } } },
  ]);
});

test('an original that two audits missed', async () => {
  const { id, storageKey } = await addMedia(world.db, owner);
  const seenAt = new Date();
  const sighted = { firstSeenAt: new Date(0), lastSeenAt: seenAt };
  const finding = { kind: 'missing', key: storageKey, mediaId: id, ...sighted } as const;
  await world.db.storageFinding.create({ data: finding });
  const nothing = { removed: { count: 0, bytes: 0 }, aborted: 0, failedMedia: 0, spared: 0 };
  const repair = { ...nothing, refused: 0, isHeld: false, waiting: 0, waitingUntil: null };
  const due = { seenAt, firstBefore: seenAt };
  await failWithoutOriginal({ ports: world.ports, due, repair });
  expect(await told()).toMatchObject([
    { type: 'media.failed', data: { id, failure: { code: 'source_missing' } } },
  ]);
});
