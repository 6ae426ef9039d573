import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { env } from '#lib/env/env.ts';
import { runSweep } from '#lib/ports/sweep.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { createUploadSchema, uploadTicketSchema } from '#lib/shared/schemas/upload.ts';
import { mp4Like, samplePng } from '#lib/testing/sample-files.ts';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { abortUpload, cleanupUploads } from './abort-upload.ts';
import { completeUpload } from './complete-upload.ts';
import { createUpload } from './create-upload.ts';
import { type UploadRules, uploadRules } from './policy.ts';
import { getUpload, listOpenUploads } from './sessions.ts';
import { idleMultiparts } from './sweep-multiparts.ts';
import { sweepUploads } from './test-uploads.ts';
import { signParts } from './tickets.ts';

let world: TestWorld;
let editor: Actor;
let rules: UploadRules;
const tokenFor = (id: string) => `token of ${id}`;
const context = () => ({ actor: editor, ports: world.ports, rules, tokenFor });
const mebibyte = 1024 * 1024;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  rules = uploadRules();
});
afterAll(() => world.close());

const open = async (file: Buffer, fields: { fileName?: string; purpose?: string } = {}) =>
  uploadTicketSchema.parse(
    await createUpload(
      createUploadSchema.parse({
        fileName: 'film.mp4',
        size: file.length,
        contentType: 'video/mp4',
        purpose: 'film.video',
        ...fields,
      }),
      context(),
    ),
  );
const signPart = async (id: string, partNumber: number, by = context()) =>
  signParts(id, { partNumbers: [partNumber], hosts: 'first' }, by);

/** Whether a connection of this database waits for another one's transaction. */
async function isAnyoneWaiting(): Promise<boolean> {
  const waiting = await world.db.$queryRaw<unknown[]>`
    select 1 from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`;
  return waiting.length > 0;
}

const eventsOf = (mediaId: string) =>
  world.db.outboxEvent.findMany({ where: { data: { path: ['mediaId'], equals: mediaId } } });

describe('a small file', () => {
  test('goes up in one PUT and becomes a media with one event', async () => {
    const file = await samplePng();
    const ticket = await open(file, { fileName: 'poster.png', purpose: 'film.poster' });
    expect(ticket).toMatchObject({ strategy: 'single' });
    expect(ticket.key).toMatch(/^images\/[0-9a-f-]{36}\.png$/);
    expect(await getUpload(ticket.id, context())).toMatchObject({ storedParts: [] });
    await sendBytes(ticket, file);
    const session = await getUpload(ticket.id, context());
    expect(session).toMatchObject({ status: 'open', storedParts: [{ size: file.length }] });

    const media = await completeUpload(ticket.id, context());
    expect(await getUpload(ticket.id, context())).toMatchObject({ status: 'completed' });
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
    const file = mp4Like(21 * mebibyte);
    const ticket = await open(file);
    if (ticket.strategy !== 'multipart') throw new Error('expected parts');
    expect(ticket).toMatchObject({ partSize: 5 * mebibyte, partCount: 5 });
    expect(ticket.parts.map(({ size }) => size / mebibyte)).toEqual([5, 5, 5, 5, 1]);

    await sendBytes({ ...ticket, parts: ticket.parts.slice(0, 4) }, file);
    await expect(completeUpload(ticket.id, context())).rejects.toMatchObject({
      code: 'upload_incomplete',
      message: '1 of 5 parts are not stored yet.',
    });
    const { storedParts } = await getUpload(ticket.id, context());
    expect(storedParts?.map(({ partNumber, size }) => [partNumber, size])).toEqual([
      [1, 5 * mebibyte],
      [2, 5 * mebibyte],
      [3, 5 * mebibyte],
      [4, 5 * mebibyte],
    ]);

    const [last] = await signPart(ticket.id, 5);
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

  test('is signed for the hosts of the store that were asked for', async () => {
    const asked: unknown[] = [];
    const { storage } = world.ports;
    const signPart: typeof storage.signPart = (input) => {
      asked.push(input.hosts);
      return storage.signPart(input);
    };
    const by = { ...context(), ports: { ...world.ports, storage: { ...storage, signPart } } };
    const film = { fileName: 'film.mp4', size: 17 * mebibyte, purpose: 'film.video' };
    const { id } = uploadTicketSchema.parse(
      await createUpload(createUploadSchema.parse({ ...film, hosts: 'all' }), by),
    );
    await signParts(id, { partNumbers: [2], hosts: 'first' }, by);
    expect(asked).toEqual(['all', 'all', 'all', 'all', 'first']);
  });

  test('signs no part the file does not have', async () => {
    const ticket = await open(mp4Like(17 * mebibyte));
    await expect(signPart(ticket.id, 5)).rejects.toMatchObject({
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
    await expect(signPart(ticket.id, 1, stranger)).rejects.toMatchObject(refusal);
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

test('a file a form uses cannot be taken back, whatever its own row says', async () => {
  const file = await samplePng();
  const ticket = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
  await sendBytes(ticket, file);
  await completeUpload(ticket.id, context());
  await world.db.film.create({
    data: { ownerId: editor.id, title: 'Uses it', slug: 'uses-it', posterId: ticket.mediaId },
  });
  await expect(abortUpload(ticket.id, context())).rejects.toMatchObject({ code: 'conflict' });
  expect(await world.ports.storage.head(ticket.key)).not.toBeNull();
  expect(await world.db.media.count({ where: { id: ticket.mediaId, deletingAt: null } })).toBe(1);
});

describe('completing', () => {
  test('comes too late for a media that is being deleted', async () => {
    const file = await samplePng();
    const ticket = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
    await sendBytes(ticket, file);
    const { mediaId: id } = ticket;
    await world.db.media.update({ where: { id }, data: { deletingAt: new Date() } });
    const isOver = { code: 'upload_expired' };
    await expect(completeUpload(ticket.id, context())).rejects.toMatchObject(isOver);
    expect(await eventsOf(id)).toEqual([]);

    await world.db.media.update({ where: { id }, data: { deletingAt: null } });
    await completeUpload(ticket.id, context());
    await world.db.media.update({ where: { id }, data: { deletingAt: new Date() } });
    await expect(completeUpload(ticket.id, context())).rejects.toMatchObject(isOver);
    await abortUpload(ticket.id, context());
    expect(await world.db.media.count({ where: { id } })).toBe(0);
  });

  test('a refusal that comes after another call accepted changes nothing', async () => {
    const file = await samplePng();
    const ticket = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
    await sendBytes(ticket, file);
    const { storage } = world.ports;
    const read = async () => {
      await completeUpload(ticket.id, context());
      return Readable.from([Buffer.alloc(file.length, 'text')]);
    };
    const late = { ...context(), ports: { ...world.ports, storage: { ...storage, read } } };
    // Everybody gets the same answer, also who looked at something else.
    expect((await completeUpload(ticket.id, late)).id).toBe(ticket.mediaId);
    expect(await storage.head(ticket.key)).not.toBeNull();
    expect((await completeUpload(ticket.id, context())).status).toBe('processing');
  });
});

test('an idempotency key is of one file', async () => {
  const keyed = { ...context(), idempotencyKey: 'one-file' };
  const file = { fileName: 'a.png', size: 100, contentType: '', purpose: 'film.poster' };
  const input = createUploadSchema.parse(file);
  await createUpload(input, keyed);
  for (const change of [{ size: input.size + 1 }, { fileName: 'b.png' }]) {
    await expect(createUpload({ ...input, ...change }, keyed)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  }
});

test('the same idempotency key opens one upload', async () => {
  const input = createUploadSchema.parse({
    fileName: 'a.png',
    size: 100,
    contentType: '',
    purpose: 'film.poster',
  });
  const keyed = { ...context(), idempotencyKey: 'once' };
  const answers = await Promise.all([1, 2, 3].map(() => createUpload(input, keyed)));
  const ids = answers.map((answer) => uploadTicketSchema.parse(answer).id);
  expect(new Set(ids).size).toBe(1);
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

    expect(await sweepUploads(world.ports)).toMatchObject({ files: 0 });
    world.passHours(25);
    const active = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
    await sweepUploads(world.ports);

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

  test('waits for a form that is being saved, and leaves what it took', async () => {
    const media = await world.db.media.create({
      data: {
        ...{ ownerId: editor.id, type: 'image', status: 'ready', purpose: 'film.poster' },
        ...{ storageKey: 'images/saving', fileName: 'a.png', byteSize: 1, mimeType: 'image/png' },
        unattachedSince: new Date(0),
      },
    });
    const { id } = media;
    const { sweeping } = await world.db.$transaction(async (tx) => {
      await tx.media.update({ where: { id }, data: { unattachedSince: null } });
      await tx.film.create({
        data: { ownerId: editor.id, title: 'Saving', slug: 'saving', posterId: id },
      });
      const running = sweepUploads(world.ports);
      await vi.waitUntil(isAnyoneWaiting, { timeout: 10_000 });
      return { sweeping: running };
    });
    await sweeping;
    expect(await world.db.media.count({ where: { id, deletingAt: null } })).toBe(1);
  });

  test('ends sessions of the store that no upload knows, and no other', async () => {
    const lost = `videos/${crypto.randomUUID()}.mp4`;
    await world.ports.storage.startMultipart({ key: lost, contentType: 'video/mp4' });
    const known = await open(mp4Like(17 * mebibyte));
    const today = { ...world.ports, now: () => new Date() };
    expect(await runSweep(idleMultiparts, today)).toEqual({ sessions: 0 });
    world.passHours(25);
    await signPart(known.id, 1);
    await runSweep(idleMultiparts, world.ports);
    const keys: string[] = [];
    for await (const { key } of world.ports.storage.openMultiparts()) keys.push(key);
    expect(keys).toContain(known.key);
    expect(keys).not.toContain(lost);
    await abortUpload(known.id, context());
  });

  test('keeps watching a key for as long as its URL works', async () => {
    const file = await samplePng();
    const ticket = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
    await abortUpload(ticket.id, context());
    const settings = env();
    const usual = { ...settings };
    Object.assign(settings, { ABANDONED_AFTER_HOURS: 1, UPLOAD_URL_TTL_SECONDS: 48 * 3600 });
    world.passHours(2);
    await sweepUploads(world.ports);
    await sendBytes(ticket, file);
    world.passHours(47);
    await sweepUploads(world.ports);
    Object.assign(settings, usual);
    expect(await world.ports.storage.head(ticket.key)).toBeNull();
    expect(await world.db.upload.count({ where: { id: ticket.id } })).toBe(0);
  });

  test('removes an object that came in after its upload was cancelled', async () => {
    const file = await samplePng();
    const ticket = await open(file, { fileName: 'a.png', purpose: 'film.poster' });
    await abortUpload(ticket.id, context());
    await sendBytes(ticket, file);
    world.passHours(25);
    expect(await sweepUploads(world.ports)).toMatchObject({ failed: 0 });
    expect(await world.ports.storage.head(ticket.key)).toBeNull();
    expect(await world.db.upload.count({ where: { id: ticket.id } })).toBe(0);
  });
});

test('an upload that ends while its addresses are asked for gets none', async () => {
  const { id } = await open(await samplePng());
  const by = context();
  const upload = world.db.upload;
  const db = new Proxy(world.db, {
    get: (target, name) =>
      name === 'upload'
        ? {
            findFirst: async (query: Parameters<typeof upload.findFirst>[0]) => {
              const row = await upload.findFirst(query);
              await abortUpload(id, by);
              return row;
            },
            updateManyAndReturn: upload.updateManyAndReturn,
          }
        : Reflect.get(target, name),
  });
  const asking = signPart(id, 1, { ...by, ports: { ...world.ports, db } });
  await expect(asking).rejects.toMatchObject({ code: 'upload_expired' });
});

test('an upload asked for again under its key is alive again', async () => {
  const file = await samplePng();
  const input = createUploadSchema.parse({
    ...{ fileName: 'poster.png', size: file.length, purpose: 'film.poster' },
  });
  const ask = async () =>
    uploadTicketSchema.parse(await createUpload(input, { ...context(), idempotencyKey: 'alive' }));
  const first = await ask();
  world.passHours(23);
  const again = await ask();
  expect(again.id).toBe(first.id);
  const longerMs = Date.parse(again.expiresAt) - Date.parse(first.expiresAt);
  expect(longerMs).toBeGreaterThanOrEqual(23 * 3_600_000);
});
