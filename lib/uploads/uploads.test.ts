import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { createUploadSchema } from '#lib/shared/schemas/upload.ts';
import { mp4Like, samplePng } from '#lib/testing/sample-files.ts';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { abortUpload, cleanupUploads } from './abort-upload.ts';
import { completeUpload } from './complete-upload.ts';
import { createUpload } from './create-upload.ts';
import { getUpload, listOpenUploads } from './open-uploads.ts';
import { type UploadRules, uploadRules } from './policy.ts';
import { sweepAbandoned } from './sweep-abandoned.ts';
import { signParts } from './tickets.ts';

let world: TestWorld;
let editor: Actor;
let rules: UploadRules;
const context = () => ({ actor: editor, ports: world.ports, rules });
const mebibyte = 1024 * 1024;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  rules = uploadRules();
});
afterAll(() => world.close());

const open = (file: Buffer, fields: { fileName?: string; purpose?: string } = {}) =>
  createUpload(
    createUploadSchema.parse({
      fileName: 'film.mp4',
      size: file.length,
      contentType: 'video/mp4',
      purpose: 'film.video',
      ...fields,
    }),
    context(),
  );

const eventsOf = (mediaId: string) =>
  world.db.outboxEvent.findMany({ where: { data: { path: ['mediaId'], equals: mediaId } } });

describe('a small file', () => {
  test('goes up in one PUT and becomes a media with one event', async () => {
    const file = await samplePng();
    const ticket = await open(file, { fileName: 'poster.png', purpose: 'film.poster' });
    expect(ticket).toMatchObject({ strategy: 'single' });
    expect(ticket.key).toMatch(/^images\/[0-9a-f-]{36}\.png$/);
    await sendBytes(ticket, file);

    const media = await completeUpload(ticket.id, context());
    expect(media).toMatchObject({
      id: ticket.mediaId,
      status: 'processing',
      type: 'image',
      mimeType: 'image/png',
      fileName: 'poster.png',
      fileSize: file.length,
    });
    const again = await Promise.all([
      completeUpload(ticket.id, context()),
      completeUpload(ticket.id, context()),
    ]);
    expect(again.map(({ id }) => id)).toEqual([ticket.mediaId, ticket.mediaId]);
    expect(await eventsOf(ticket.mediaId)).toMatchObject([{ name: 'media/uploaded' }]);
  });

  test('is named by what it is, not by what it is called', async () => {
    const file = await samplePng();
    const ticket = await open(file, { fileName: 'photo.jpg', purpose: 'film.poster' });
    await sendBytes(ticket, file);
    expect(await completeUpload(ticket.id, context())).toMatchObject({ mimeType: 'image/png' });
  });
});

describe('a large file', () => {
  test('goes up in equal parts; completing early says what is missing, lost answers do no harm', async () => {
    const file = mp4Like(20 * mebibyte);
    const ticket = await open(file);
    if (ticket.strategy !== 'multipart') throw new Error('expected parts');
    expect(ticket).toMatchObject({ partSize: 8 * mebibyte, partCount: 3 });
    expect(ticket.parts.map(({ size }) => size)).toEqual([8, 8, 4].map((size) => size * mebibyte));

    await sendBytes({ ...ticket, parts: ticket.parts.slice(0, 2) }, file);
    await expect(completeUpload(ticket.id, context())).rejects.toMatchObject({
      code: 'upload_incomplete',
      message: '1 of 3 parts are not stored yet.',
    });
    const { storedParts } = await getUpload(ticket.id, context());
    expect(storedParts?.map(({ partNumber, size }) => [partNumber, size])).toEqual([
      [1, 8 * mebibyte],
      [2, 8 * mebibyte],
    ]);

    const [last] = await signParts(ticket.id, [3], context());
    if (!last) throw new Error('expected a signed part');
    await sendBytes({ ...ticket, parts: [last] }, file);
    const [media, same] = await Promise.all([
      completeUpload(ticket.id, context()),
      completeUpload(ticket.id, context()),
    ]);
    expect(media.status).toBe('processing');
    expect(same.id).toBe(media.id);
    expect(await eventsOf(media.id)).toHaveLength(1);
  });

  test('signs no part the file does not have', async () => {
    const ticket = await open(mp4Like(17 * mebibyte));
    await expect(signParts(ticket.id, [4], context())).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});

describe('a liar', () => {
  test('a text named .mp4 is refused after upload, every time, and its object is gone', async () => {
    const file = Buffer.from('this is no film\n'.repeat(100));
    const ticket = await open(file);
    await sendBytes(ticket, file);
    const refusal = { code: 'unsupported_media_type' };
    await expect(completeUpload(ticket.id, context())).rejects.toMatchObject(refusal);
    expect(await world.ports.storage.head(ticket.key)).toBeNull();
    await expect(completeUpload(ticket.id, context())).rejects.toMatchObject(refusal);
    expect(await eventsOf(ticket.mediaId)).toEqual([]);
  });

  test.each([
    [{ fileName: 'notes.txt', contentType: 'text/plain' }, 'unsupported_media_type'],
    [{ fileName: 'film.jpg', contentType: 'video/mp4' }, 'unsupported_media_type'],
    [{ size: 501 * mebibyte }, 'file_too_large'],
  ])('%o is refused before the first byte', async (fields, code) => {
    const input = { fileName: 'film.mp4', size: 1000, contentType: 'video/mp4', ...fields };
    const parsed = createUploadSchema.parse({ ...input, purpose: 'film.video' });
    await expect(createUpload(parsed, context())).rejects.toMatchObject({ code });
  });

  test('completing before a byte is sent says so, and the upload stays open', async () => {
    const ticket = await open(await samplePng(), { fileName: 'a.png', purpose: 'film.poster' });
    await expect(completeUpload(ticket.id, context())).rejects.toMatchObject({
      code: 'upload_incomplete',
    });
    const open_ = await listOpenUploads(context());
    expect(open_.map(({ id }) => id)).toContain(ticket.id);
  });
});

describe('somebody else', () => {
  test('can neither see, sign, complete nor abort', async () => {
    const ticket = await open(mp4Like(17 * mebibyte));
    const stranger = { ...context(), actor: await world.addUser() };
    const refusal = { code: 'not_found' };
    await expect(getUpload(ticket.id, stranger)).rejects.toMatchObject(refusal);
    await expect(signParts(ticket.id, [1], stranger)).rejects.toMatchObject(refusal);
    await expect(completeUpload(ticket.id, stranger)).rejects.toMatchObject(refusal);
    await expect(abortUpload(ticket.id, stranger)).rejects.toMatchObject(refusal);
    expect(await cleanupUploads({ uploadIds: [ticket.id] }, stranger)).toMatchObject({
      deleted: 0,
      errors: [{ id: ticket.id }],
    });
  });
});

describe('taking back', () => {
  test('removes parts, objects and rows, and says yes again when repeated', async () => {
    const file = mp4Like(17 * mebibyte);
    const ticket = await open(file);
    await sendBytes(ticket, file);
    await abortUpload(ticket.id, context());
    await abortUpload(ticket.id, context());
    await expect(completeUpload(ticket.id, context())).rejects.toMatchObject({
      code: 'upload_expired',
    });
    expect(await world.db.media.findUnique({ where: { id: ticket.mediaId } })).toBeNull();
    for await (const session of world.ports.storage.openMultiparts()) {
      expect(session.key).not.toBe(ticket.key);
    }
  });

  test('a finished upload that no form saved can be taken back, one in use cannot', async () => {
    const file = await samplePng();
    const ticket = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
    await sendBytes(ticket, file);
    await completeUpload(ticket.id, context());
    await world.db.media.update({
      where: { id: ticket.mediaId },
      data: { unattachedSince: null },
    });
    await expect(abortUpload(ticket.id, context())).rejects.toMatchObject({ code: 'conflict' });
    await world.db.media.update({
      where: { id: ticket.mediaId },
      data: { unattachedSince: new Date() },
    });
    await abortUpload(ticket.id, context());
    expect(await world.ports.storage.head(ticket.key)).toBeNull();
  });
});

test('the same idempotency key opens one upload', async () => {
  const input = createUploadSchema.parse({
    fileName: 'a.png',
    size: 100,
    contentType: '',
    purpose: 'film.poster',
  });
  const keyed = { ...context(), idempotencyKey: 'once' };
  const tickets = await Promise.all([1, 2, 3].map(() => createUpload(input, keyed)));
  expect(new Set(tickets.map(({ id }) => id)).size).toBe(1);
});

describe('the sweep', () => {
  test('takes what nobody saved for a day, and nothing else', async () => {
    const file = await samplePng();
    const finished = async () => {
      const ticket = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
      await sendBytes(ticket, file);
      await completeUpload(ticket.id, context());
      return ticket;
    };
    const [abandoned, inUse] = [await finished(), await finished()];
    const film = await world.db.film.create({
      data: { ownerId: editor.id, title: 'A', slug: 'swept', posterId: inUse.mediaId },
    });
    const stopped = await open(mp4Like(17 * mebibyte));

    expect(await sweepAbandoned(world.ports, 24)).toMatchObject({ removed: 0 });
    world.passHours(25);
    const active = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
    await sweepAbandoned(world.ports, 24);

    const left = async ({ mediaId, key }: { mediaId: string; key: string }) => [
      await world.db.media.count({ where: { id: mediaId } }),
      (await world.ports.storage.head(key)) !== null,
    ];
    expect(await left(abandoned)).toEqual([0, false]);
    expect(await left(stopped)).toEqual([0, false]);
    expect(await left(inUse)).toEqual([1, true]);
    expect(await left(active)).toEqual([1, false]);
    await world.db.film.delete({ where: { id: film.id } });
  });

  test('removes an object that came in after its upload was cancelled', async () => {
    const file = await samplePng();
    const ticket = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
    await abortUpload(ticket.id, context());
    await sendBytes(ticket, file);
    world.passHours(25);
    expect(await sweepAbandoned(world.ports, 24)).toMatchObject({ failed: 0 });
    expect(await world.ports.storage.head(ticket.key)).toBeNull();
    expect(await world.db.upload.count({ where: { id: ticket.id } })).toBe(0);
  });
});
