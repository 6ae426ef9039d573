import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditStorage } from '#lib/audit/audit-storage.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { mediaSchema } from '#lib/shared/schemas/media.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { countFindings } from '#lib/shared/schemas/storage-audit.ts';
import { addToken } from '#lib/testing/add-token.ts';
import { mp4Like, samplePng } from '#lib/testing/sample-files.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { bringFile } from '#lib/uploads/bring-file.ts';
import { uploadRules } from '#lib/uploads/policy.ts';
import { reconcileUploads } from '#lib/uploads/reconcile.ts';
import { POST } from './route.ts';

const mebibyte = 1024 * 1024;
let world: TestWorld;
let editor: Actor;
let bearer: Record<string, string>;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  bearer = (await addToken(world.db, editor)).headers;
});
afterAll(() => world.close());

type Part = { name: string; value: string } | { name: string; fileName: string; bytes: Bytes };
type Bytes = Buffer | AsyncIterable<Uint8Array>;
const boundary = 'a-boundary-nobody-types';

/** A form as curl writes it, which may break off. */
async function* written(parts: Part[], isWhole = true): AsyncGenerator<Uint8Array> {
  const text = (words: string) => Buffer.from(words);
  for (const part of parts) {
    yield text(`--${boundary}\r\ncontent-disposition: form-data; name="${part.name}"`);
    if ('value' in part) {
      yield text(`\r\n\r\n${part.value}\r\n`);
      continue;
    }
    yield text(`; filename="${part.fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`);
    yield* Buffer.isBuffer(part.bytes) ? [part.bytes] : part.bytes;
    yield text('\r\n');
  }
  if (!isWhole) throw new Error('the client is gone');
  yield text(`--${boundary}--\r\n`);
}

function send(body: AsyncIterable<Uint8Array>, headers: Record<string, string> = {}) {
  const request = new Request('http://studio.example/api/media/upload', {
    method: 'POST',
    headers: {
      ...{ host: 'studio.example', 'content-type': `multipart/form-data; boundary=${boundary}` },
      ...{ ...bearer, ...headers },
    },
    body: Readable.toWeb(Readable.from(body)),
    duplex: 'half',
  } as unknown as RequestInit);
  return POST(request, { params: Promise.resolve({}) });
}

const picture = async () => Buffer.concat([await samplePng(), randomBytes(40)]);
const file = (bytes: Bytes, fileName = 'poster.png'): Part => ({ name: 'file', fileName, bytes });
const purpose = (value: string): Part => ({ name: 'purpose', value });

async function codeOf(answer: Response) {
  const problem = problemSchema.parse(await answer.json());
  return `${answer.status} ${problem.code}`;
}

/** No rows, no objects, no sessions beside those of files that arrived. */
async function expectNothingLeftOver(): Promise<void> {
  expect(await world.db.upload.count({ where: { status: { not: 'completed' } } })).toBe(0);
  expect(await world.db.media.count({ where: { upload: null } })).toBe(0);
  const report = await auditStorage(world.ports, { graceSeconds: 0 });
  expect(countFindings(report), JSON.stringify(report)).toBe(0);
  expect(report.multiparts.open).toBe(0);
}

async function stored(mediaId: string): Promise<Buffer> {
  const { storageKey } = await world.db.media.findUniqueOrThrow({ where: { id: mediaId } });
  const chunks: Buffer[] = [];
  for await (const chunk of await world.ports.storage.read(storageKey)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a file in a form', () => {
  test.each([
    ['before', (bytes: Buffer) => [purpose('film.poster'), file(bytes)]],
    ['behind', (bytes: Buffer) => [file(bytes), purpose('film.poster')]],
  ])('becomes a media, its purpose said %s it', async (_, form) => {
    const bytes = await picture();
    const answer = await send(written(form(bytes)));
    expect(answer.status).toBe(201);
    const media = mediaSchema.parse(await answer.json());
    expect(media).toMatchObject({
      ...{ purpose: 'film.poster', status: 'processing', fileName: 'poster.png' },
      ...{ fileSize: bytes.length, mimeType: 'image/png' },
    });
    expect((await stored(media.id)).equals(bytes)).toBe(true);
    const upload = await world.db.upload.findUniqueOrThrow({ where: { mediaId: media.id } });
    expect(upload).toMatchObject({
      ...{ status: 'completed', channel: 'form', byteSize: BigInt(bytes.length) },
      declaredSha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const where = { data: { path: ['mediaId'], equals: media.id } };
    expect(await world.db.outboxEvent.count({ where })).toBe(1);
    await expectNothingLeftOver();
  });

  test('without a purpose is for the library', async () => {
    const answer = await send(written([file(await picture(), 'Ünïcödé 🎬.png')]));
    const media = mediaSchema.parse(await answer.json());
    expect(media).toMatchObject({ purpose: 'media.image', fileName: 'Ünïcödé 🎬.png' });
  });

  test('of a kind the library takes less of may be as large as its purpose lets it', async () => {
    const film = Buffer.concat([mp4Like(4096), Buffer.alloc(120 * mebibyte)]);
    const answer = await send(written([file(film, 'film.mp4'), purpose('film.video')]));
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ fileSize: film.length, purpose: 'film.video' });
    await expectNothingLeftOver();
  });

  test('goes on to the store in memory that does not grow with it', async () => {
    const block = Buffer.alloc(mebibyte);
    const base = process.memoryUsage().arrayBuffers;
    let peak = 0;
    async function* zeros() {
      yield mp4Like(mebibyte);
      for (let index = 0; index < 256; index += 1) {
        peak = Math.max(peak, process.memoryUsage().arrayBuffers - base);
        yield block;
      }
    }
    const answer = await send(written([purpose('film.video'), file(zeros(), 'film.mp4')]));
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ fileSize: 257 * mebibyte });
    expect(peak).toBeLessThan(96 * mebibyte);
    await expectNothingLeftOver();
  });
});

describe('refused, it leaves nothing:', () => {
  test('more than its purpose takes, while it comes', async () => {
    let sent = 0;
    async function* endless() {
      yield await samplePng();
      for (;;) {
        sent += mebibyte;
        yield Buffer.alloc(mebibyte);
      }
    }
    const answer = await send(written([purpose('film.poster'), file(endless())]));
    expect(await codeOf(answer)).toBe('413 file_too_large');
    expect(sent).toBeLessThan(32 * mebibyte);
    await expectNothingLeftOver();
  });

  test('more than its purpose takes, by what is announced', async () => {
    const headers = { 'content-length': String(20 * mebibyte) };
    const answer = await send(written([purpose('film.poster'), file(await picture())]), headers);
    expect(await codeOf(answer)).toBe('413 file_too_large');
    await expectNothingLeftOver();
  });

  test('more than a purpose takes that is said behind it', async () => {
    const large = Buffer.concat([mp4Like(4096), Buffer.alloc(101 * mebibyte)]);
    const answer = await send(written([file(large, 'film.mp4'), purpose('video.file')]));
    expect(await codeOf(answer)).toBe('413 file_too_large');
    await expectNothingLeftOver();
  });

  test.each([
    ['a type nobody takes', 'notes.txt', [], '415 unsupported_media_type'],
    ['a type its purpose does not take', 'film.mp4', ['film.poster'], '415 unsupported_media_type'],
    ['content that is not what it claims', 'a.gif', ['media.audio'], '415 unsupported_media_type'],
    ['a purpose there is not', 'poster.png', ['x'], '422 invalid_request'],
    ['no name', '', ['film.poster'], '422 invalid_request'],
  ])('%s', async (_, fileName, purposes, code) => {
    const bytes = randomBytes(9 * mebibyte);
    for (const isFirst of [true, false]) {
      const said = purposes.map(purpose);
      const parts = isFirst ? [...said, file(bytes, fileName)] : [file(bytes, fileName), ...said];
      expect(await codeOf(await send(written(parts)))).toBe(code);
    }
    await expectNothingLeftOver();
  });

  test('bytes that are no picture', async () => {
    const answer = await send(written([purpose('film.poster'), file(randomBytes(500))]));
    expect(await codeOf(answer)).toBe('415 unsupported_media_type');
    await expectNothingLeftOver();
  });

  test('no file, two files, a file of another name, no bytes', async () => {
    const forms = [
      [purpose('film.poster')],
      [purpose('film.poster'), file(await picture()), file(await picture())],
      [purpose('film.poster'), { ...file(await picture()), name: 'other' }],
      [purpose('film.poster'), file(Buffer.alloc(0))],
    ];
    for (const form of forms) {
      expect(await codeOf(await send(written(form)))).toBe('422 invalid_request');
    }
    await expectNothingLeftOver();
  });

  test('another hash than was said', async () => {
    const bytes = await picture();
    const sha256 = { name: 'sha256', value: '0'.repeat(64) };
    const form = [purpose('film.poster'), file(bytes), sha256];
    expect(await codeOf(await send(written(form)))).toBe('409 checksum_mismatch');
    await expectNothingLeftOver();
  });

  test.each([100, 30 * mebibyte])('a client that goes away after %d bytes', async (byteSize) => {
    const bytes = Buffer.concat([mp4Like(64), Buffer.alloc(byteSize)]);
    const broken = written([purpose('film.video'), file(bytes, 'film.mp4')], false);
    const answer = await send(broken);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    await expectNothingLeftOver();
  });

  test('what is no form', async () => {
    const headers = { 'content-type': 'application/json' };
    expect(await codeOf(await send(written([]), headers))).toBe('415 unsupported_media_type');
    const unbounded = { 'content-type': 'multipart/form-data' };
    expect(await codeOf(await send(written([]), unbounded))).toBe('422 invalid_request');
  });

  test('nobody in particular', async () => {
    const answer = await send(written([file(await picture())]), { authorization: '' });
    expect(await codeOf(answer)).toBe('401 unauthenticated');
  });
});

test('the same key twice brings one file', async () => {
  const bytes = await picture();
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const form = () => written([purpose('film.poster'), file(bytes)]);
  const first = mediaSchema.parse(await (await send(form(), headers)).json());
  const second = await send(form(), headers);
  expect(second.status).toBe(201);
  expect(mediaSchema.parse(await second.json()).id).toBe(first.id);
});

test('killed between the store and the row, it is finished by the reconciler, once', async () => {
  const bytes = await picture();
  const storage = {
    ...world.ports.storage,
    // The last thing the process does is to store: nobody looks at the object any more.
    read: () => new Promise<never>(() => undefined),
  };
  const ports = { ...world.ports, storage };
  const context = { actor: editor, ports, rules: uploadRules(), announcedBytes: null };
  async function* parts() {
    yield { field: 'purpose', value: 'media.image' };
    const sent = { fileName: 'a.png', contentType: 'image/png' };
    yield { field: 'file', file: { ...sent, bytes: Readable.from([bytes]) } };
  }
  void bringFile(parts(), context);
  const open = { channel: 'form', status: 'open', byteSize: BigInt(bytes.length) } as const;
  const upload = await vi.waitUntil(() => world.db.upload.findFirst({ where: open }), 10_000);
  await vi.waitUntil(() => world.ports.storage.head(upload.storageKey), 10_000);
  world.passHours(1);
  await reconcileUploads(world.ports, uploadRules());
  await reconcileUploads(world.ports, uploadRules());
  const { mediaId = '' } = await world.db.upload.findUniqueOrThrow({ where: { id: upload.id } });
  expect((await stored(mediaId ?? '')).equals(bytes)).toBe(true);
  const where = { data: { path: ['mediaId'], equals: mediaId ?? '' } };
  expect(await world.db.outboxEvent.count({ where })).toBe(1);
});
