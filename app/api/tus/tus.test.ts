import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditStorage } from '#lib/audit/audit-storage.ts';
import { runSweep } from '#lib/ports/sweep.ts';
import { unfinishedDeletions } from '#lib/ports/sweep-media.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { AppError } from '#lib/shared/errors.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { countFindings } from '#lib/shared/schemas/storage-audit.ts';
import type { Storage } from '#lib/storage/storage.ts';
import { addToken } from '#lib/testing/add-token.ts';
import { mp4Like, samplePng } from '#lib/testing/sample-files.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { openFinal } from '#lib/uploads/open-final.ts';
import { uploadRules } from '#lib/uploads/policy.ts';
import { reconcileUploads } from '#lib/uploads/reconcile.ts';
import { abandonedFiles } from '#lib/uploads/sweep-abandoned.ts';
import { endedTus } from '#lib/uploads/sweep-tus.ts';
import { openPartial, openWhole } from '#lib/uploads/tus-uploads.ts';
import * as one from './[id]/route.ts';
import * as all from './route.ts';

const mebibyte = 1024 * 1024;
let world: TestWorld;
let editor: Actor;
let cookie: string;
let stranger: string;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  cookie = await world.cookieOf(editor);
  stranger = await world.cookieOf(await world.addUser());
});
afterAll(() => world.close());

type Headers = Record<string, string>;
type Asked = { headers?: Headers; body?: Buffer | ReadableStream; as?: string };
type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

const encoded = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');
const offsetBody = { 'content-type': 'application/offset+octet-stream' };

function ask(path: string, method: string, { headers, body, as = cookie }: Asked = {}) {
  const handlers = (path === '/api/tus' ? all : one) as unknown as Record<string, Handler>;
  const handler = handlers[method];
  if (!handler) throw new Error(`no ${method} there`);
  const request = new Request(`http://studio.example${path}`, {
    method,
    headers: { host: 'studio.example', cookie: as, 'tus-resumable': '1.0.0', ...headers },
    ...(body ? { body: body instanceof Buffer ? new Uint8Array(body) : body, duplex: 'half' } : {}),
  } as RequestInit);
  return handler(request, { params: Promise.resolve({}) });
}

const film = { filename: 'film.mp4', filetype: 'video/mp4', purpose: 'film.video' };
const poster = { filename: 'poster.png', filetype: 'image/png', purpose: 'film.poster' };

async function opened(byteSize: number, fields: Record<string, string>, headers: Headers = {}) {
  const answer = await ask('/api/tus', 'POST', {
    headers: { 'upload-length': String(byteSize), 'upload-metadata': encoded(fields), ...headers },
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return answer.headers.get('location') ?? '';
}

const patch = (
  path: string,
  offset: number,
  body: Buffer | ReadableStream,
  headers: Headers = {},
) =>
  ask(path, 'PATCH', {
    ...{ headers: { ...offsetBody, 'upload-offset': String(offset), ...headers }, body },
  });

async function offsetOf(path: string): Promise<number> {
  const answer = await ask(path, 'HEAD');
  expect(answer.status).toBe(200);
  return Number(answer.headers.get('upload-offset'));
}

async function codeOf(answer: Response) {
  const problem = problemSchema.parse(await answer.json());
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(problem.status).toBe(answer.status);
  return `${answer.status} ${problem.code}`;
}

/** The media an upload brought, with what is stored of it. */
async function broughtBy(path: string) {
  const id = path.split('/').at(-1) ?? '';
  const { uploadId } = await world.db.tusUpload.findUniqueOrThrow({ where: { id } });
  const upload = await world.db.upload.findUniqueOrThrow({
    where: { id: uploadId ?? '' },
    include: { media: true },
  });
  const chunks: Buffer[] = [];
  for await (const chunk of await world.ports.storage.read(upload.storageKey)) chunks.push(chunk);
  const events = await world.db.outboxEvent.count({
    where: { data: { path: ['mediaId'], equals: upload.mediaId ?? '' } },
  });
  return { upload, stored: Buffer.concat(chunks), events };
}

const picture = async () => Buffer.concat([await samplePng(), randomBytes(40)]);
const movie = async (byteSize: number) => {
  const head = await mp4Like(4096);
  return Buffer.concat([head, randomBytes(byteSize - head.byteLength)]);
};

async function expectNothingLeftOver(): Promise<void> {
  const report = await auditStorage(world.ports, { graceSeconds: 0 });
  expect(countFindings(report), JSON.stringify(report)).toBe(0);
}

describe('what the server can do', () => {
  test('is told to everybody', async () => {
    const answer = await ask('/api/tus', 'OPTIONS', { as: '' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('tus-extension')).toBe(
      'creation,creation-with-upload,expiration,checksum,termination,concatenation',
    );
    expect(answer.headers.get('tus-checksum-algorithm')).toBe('sha1,md5,sha256');
  });
});

describe('one file', () => {
  test('opened, sent and finished becomes a media, once', async () => {
    const file = await picture();
    const path = await opened(file.length, poster);
    const answer = await patch(path, 0, file);
    expect(answer.status, await answer.clone().text()).toBe(204);
    expect(answer.headers.get('upload-offset')).toBe(String(file.length));
    expect(answer.headers.get('tus-resumable')).toBe('1.0.0');
    // The last byte again, as after a lost answer.
    expect((await patch(path, file.length, Buffer.alloc(0))).status).toBe(204);
    expect(await offsetOf(path)).toBe(file.length);
    const { upload, stored, events } = await broughtBy(path);
    expect(upload).toMatchObject({ status: 'completed', channel: 'tus', fileName: 'poster.png' });
    expect(answer.headers.get('cutroom-media-id')).toBe(upload.mediaId);
    expect(stored.equals(file)).toBe(true);
    expect(events).toBe(1);
  });

  test('in one request with its opening', async () => {
    const file = await picture();
    const answer = await ask('/api/tus', 'POST', {
      headers: {
        ...{ 'upload-length': String(file.length), 'upload-metadata': encoded(poster) },
        ...offsetBody,
      },
      body: file,
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('upload-offset')).toBe(String(file.length));
    const { stored } = await broughtBy(answer.headers.get('location') ?? '');
    expect(stored.equals(file)).toBe(true);
  });

  test('what waits of it is no orphan until nobody knows of it any more', async () => {
    const path = await opened(9 * mebibyte, film);
    expect((await patch(path, 0, (await movie(9 * mebibyte)).subarray(0, 5000))).status).toBe(204);
    const report = await auditStorage(world.ports, { graceSeconds: 0 });
    expect(countFindings(report)).toBe(0);
    expect(report.spared.underWay).toEqual({ count: 1, bytes: 5000 });
    const id = path.split('/').at(-1) ?? '';
    await world.db.tusUpload.delete({ where: { id } });
    const { orphans } = await auditStorage(world.ports, { graceSeconds: 0 });
    expect(orphans).toMatchObject({ count: 1, bytes: 5000, foreign: 0 });
    await world.ports.storage.remove(orphans.keys);
  });

  test('in requests that end anywhere is put together in parts of one size', async () => {
    const file = await movie(20 * mebibyte + 123);
    const path = await opened(file.length, film);
    const cuts = [0, 1000, 3 * mebibyte, 8 * mebibyte - 1, 17 * mebibyte, file.length];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const answer = await patch(path, from, file.subarray(from, cuts[index + 1]));
      expect(answer.status, await answer.clone().text()).toBe(204);
      expect(await offsetOf(path)).toBe(cuts[index + 1]);
    }
    const { upload, stored } = await broughtBy(path);
    expect(upload).toMatchObject({ status: 'completed', partByteSize: 8 * mebibyte, partCount: 3 });
    expect(stored.equals(file)).toBe(true);
    await expectNothingLeftOver();
  });

  test('in hundreds of tiny requests', async () => {
    const file = await picture();
    const path = await opened(file.length, poster);
    const step = Math.ceil(file.length / 40);
    for (let from = 0; from < file.length; from += step) {
      expect((await patch(path, from, file.subarray(from, from + step))).status).toBe(204);
    }
    expect((await broughtBy(path)).stored.equals(file)).toBe(true);
    await expectNothingLeftOver();
  });

  test('goes on where a connection broke, with what had come', async () => {
    const file = await movie(10 * mebibyte);
    const path = await opened(file.length, film);
    let sent = 0;
    const breaking = new ReadableStream({
      pull(controller) {
        if (sent >= 9 * mebibyte) return controller.error(new Error('connection lost'));
        controller.enqueue(new Uint8Array(file.subarray(sent, sent + mebibyte)));
        sent += mebibyte;
      },
    });
    expect((await patch(path, 0, breaking)).status).toBeGreaterThanOrEqual(400);
    const offset = await offsetOf(path);
    // What was still under way inside the server went with the connection.
    expect(offset).toBeGreaterThan(5 * mebibyte);
    expect((await patch(path, offset, file.subarray(offset))).status).toBe(204);
    expect((await broughtBy(path)).stored.equals(file)).toBe(true);
    await expectNothingLeftOver();
  });
});

const checksumOf = (body: Buffer, algorithm = 'sha1') =>
  `${algorithm} ${createHash(algorithm).update(body).digest('base64')}`;

describe('checksums', () => {
  test.each(['sha1', 'md5', 'sha256'])('%s that fits', async (algorithm) => {
    const file = await picture();
    const path = await opened(file.length, poster);
    const headers = { 'upload-checksum': checksumOf(file, algorithm) };
    expect((await patch(path, 0, file, headers)).status).toBe(204);
  });

  test('of other bytes is refused, and of the bytes nothing counts', async () => {
    const file = await movie(18 * mebibyte);
    const path = await opened(file.length, film);
    const wrong = Buffer.from(file);
    wrong.writeUInt8(wrong.readUInt8(10 * mebibyte) ^ 1, 10 * mebibyte);
    const headers = { 'upload-checksum': checksumOf(file) };
    expect(await codeOf(await patch(path, 0, wrong, headers))).toBe('460 checksum_mismatch');
    expect(await offsetOf(path)).toBe(0);
    // Parts of the wrong bytes lie in the store: neither the reconciler nor the end takes them.
    world.passHours(1);
    await reconcileUploads(world.ports, uploadRules());
    expect((await broughtByStatus(path)).status).toBe('open');
    expect((await patch(path, 0, file, headers)).status).toBe(204);
    expect((await broughtBy(path)).stored.equals(file)).toBe(true);
    await expectNothingLeftOver();
  });

  test('of a beginning that broke off leaves the offset where it was', async () => {
    const file = await picture();
    const path = await opened(file.length, poster, { 'upload-concat': 'partial' });
    expect((await patch(path, 0, file.subarray(0, 50))).status).toBe(204);
    const headers = { 'upload-checksum': checksumOf(file.subarray(50)) };
    const answer = await patch(path, 50, file.subarray(50, 90), headers);
    expect(await codeOf(answer)).toBe('460 checksum_mismatch');
    expect(await offsetOf(path)).toBe(50);
  });

  test.each(['crc32 AAAA', 'sha1', 'sha1 AAAA', ''])('"%s" is no checksum', async (value) => {
    const file = await picture();
    const path = await opened(file.length, poster);
    const answer = await patch(path, 0, file, { 'upload-checksum': value });
    expect(await codeOf(answer)).toBe('422 invalid_request');
  });
});

async function broughtByStatus(path: string) {
  const id = path.split('/').at(-1) ?? '';
  const { upload } = await world.db.tusUpload.findUniqueOrThrow({
    where: { id },
    include: { upload: true },
  });
  return { status: upload?.status };
}

describe('partial uploads', () => {
  const partial = { 'upload-concat': 'partial' };
  const cutInto = async (file: Buffer, cuts: number[]) => {
    const ends = [...cuts, file.length];
    const paths: string[] = [];
    for (const [index, to] of ends.entries()) {
      const bytes = file.subarray(index === 0 ? 0 : ends[index - 1], to);
      const path = await opened(bytes.length, {}, { ...partial, 'upload-metadata': 'part' });
      if (bytes.length > 0) expect((await patch(path, 0, bytes)).status).toBe(204);
      paths.push(path);
    }
    return paths;
  };
  const join = (paths: string[], fields: Record<string, string>, as = cookie) =>
    ask('/api/tus', 'POST', {
      headers: {
        'upload-concat': `final;${paths.map((path) => `http://studio.example${path}`).join(' ')}`,
        'upload-metadata': encoded(fields),
      },
      as,
    });

  test('become one file, once, and are gone then', async () => {
    const file = await movie(21 * mebibyte);
    const paths = await cutInto(file, [mebibyte, 10 * mebibyte + 5, 18 * mebibyte]);
    expect((await ask(paths[0] ?? '', 'HEAD')).headers.get('upload-concat')).toBe('partial');
    const answers = await Promise.all([join(paths, film), join(paths, film)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const path = answers[0]?.headers.get('location') ?? '';
    expect(answers[1]?.headers.get('location')).toBe(path);
    expect((await join(paths, film)).headers.get('location')).toBe(path);
    const { upload, stored, events } = await broughtBy(path);
    expect(stored.equals(file)).toBe(true);
    expect(events).toBe(1);
    expect(answers[0]?.headers.get('cutroom-media-id')).toBe(upload.mediaId);
    const head = await ask(path, 'HEAD');
    expect(head.headers.get('upload-concat')).toBe(`final;${paths.join(' ')}`);
    expect(head.headers.get('upload-offset')).toBe(String(file.length));
    expect(await codeOf(await ask(paths[0] ?? '', 'HEAD'))).toBe('404 not_found');
    expect(await codeOf(await patch(path, file.length, Buffer.alloc(1)))).toBe('403 forbidden');
    await expectNothingLeftOver();
  });

  test('of a small file, one of them empty', async () => {
    const file = await picture();
    const paths = await cutInto(file, [30, 30, 60]);
    const answer = await join(paths, poster);
    expect(answer.status, await answer.clone().text()).toBe(201);
    const path = answer.headers.get('location') ?? '';
    expect((await broughtBy(path)).stored.equals(file)).toBe(true);
  });

  test('that are not complete, or of somebody else, are joined by nobody', async () => {
    const file = await picture();
    const paths = await cutInto(file, [30]);
    const open = await opened(10, {}, { ...partial, 'upload-metadata': 'part' });
    expect(await codeOf(await join([...paths, open], poster))).toBe('409 upload_incomplete');
    expect(await codeOf(await join(paths, poster, stranger))).toBe('404 not_found');
    expect(await codeOf(await join(['/elsewhere/x'], poster))).toBe('422 invalid_request');
  });

  test('count once: first by themselves, then as the file they become', async () => {
    const actor = await world.addUser();
    const as = await world.cookieOf(actor);
    const file = await picture();
    const quotaBytes = file.length;
    await world.db.user.update({ where: { id: actor.id }, data: { quotaBytes } });
    const length = (byteSize: number) => ({ ...partial, 'upload-length': String(byteSize) });
    const paths: string[] = [];
    for (const bytes of [file.subarray(0, 50), file.subarray(50)]) {
      const answer = await ask('/api/tus', 'POST', { headers: length(bytes.length), as });
      const path = answer.headers.get('location') ?? '';
      const headers = { ...offsetBody, 'upload-offset': '0' };
      expect((await ask(path, 'PATCH', { headers, body: bytes, as })).status).toBe(204);
      paths.push(path);
    }
    const more = await ask('/api/tus', 'POST', { headers: length(1), as });
    expect(await codeOf(more)).toBe('413 quota_exceeded');
    expect((await join(paths, poster, as)).status).toBe(201);
  });

  test('count on when nothing comes of the file they became: they are still stored', async () => {
    const actor = await world.addUser();
    const as = await world.cookieOf(actor);
    const noPicture = randomBytes(100);
    const headers = { ...partial, ...offsetBody, 'upload-length': '100' };
    const part = await ask('/api/tus', 'POST', { headers, body: noPicture, as });
    const refused = await join([part.headers.get('location') ?? ''], poster, as);
    expect(await codeOf(refused)).toBe('415 unsupported_media_type');
    await world.db.user.update({ where: { id: actor.id }, data: { quotaBytes: 100 } });
    const more = { ...partial, 'upload-length': '1' };
    const answer = await ask('/api/tus', 'POST', { headers: more, as });
    expect(await codeOf(answer)).toBe('413 quota_exceeded');
  });

  test('of a file that is not taken are swept when their time is over', async () => {
    const paths = await cutInto(await picture(), [30]);
    const text = { filename: 'notes.txt', filetype: 'text/plain', purpose: 'film.poster' };
    expect(await codeOf(await join(paths, text))).toBe('415 unsupported_media_type');
    await lieFor(25);
    expect(await codeOf(await ask(paths[0] ?? '', 'HEAD'))).toBe('410 upload_expired');
    expect((await runSweep(endedTus, world.ports)).uploads).toBeGreaterThanOrEqual(2);
    expect(await codeOf(await ask(paths[0] ?? '', 'HEAD'))).toBe('404 not_found');
    await expectNothingLeftOver();
  });

  test('a join that was cut off is finished by whoever asks next', async () => {
    const file = await movie(17 * mebibyte);
    const paths = await cutInto(file, [9 * mebibyte]);
    const partialIds = paths.map((path) => path.split('/').at(-1) ?? '');
    const id = crypto.randomUUID();
    let written = 0;
    const storage = {
      ...world.ports.storage,
      writePart: async (part: Parameters<Storage['writePart']>[0]) => {
        written += 1;
        if (written > 1) throw new AppError('storage_unavailable', 'killed');
        await world.ports.storage.writePart(part);
      },
    };
    const final = { id, header: '', metadata: film, lease: id, partialIds };
    const context = { actor: editor, ports: { ...world.ports, storage }, rules: uploadRules() };
    await expect(openFinal(final, context)).rejects.toMatchObject({ code: 'storage_unavailable' });
    const path = `/api/tus/${id}`;
    expect(await offsetOf(path)).toBe(file.length);
    const { stored, events } = await broughtBy(path);
    expect(stored.equals(file)).toBe(true);
    expect(events).toBe(1);
    await expectNothingLeftOver();
  });
});

/** As if nobody had been at any upload for so long. */
async function lieFor(hours: number): Promise<void> {
  const { db } = world;
  await db.$executeRaw`update tus_uploads set expires_at = expires_at - ${hours} * interval '1 hour'`;
  await db.$executeRaw`
    update uploads set expires_at = expires_at - ${hours} * interval '1 hour',
                       last_active_at = last_active_at - ${hours} * interval '1 hour'`;
  await db.$executeRaw`
    update media set unattached_since = unattached_since - ${hours} * interval '1 hour'`;
}

describe('the end of an upload', () => {
  test('terminated, it leaves nothing', async () => {
    const file = await movie(12 * mebibyte);
    const path = await opened(file.length, film);
    expect((await patch(path, 0, file.subarray(0, 9 * mebibyte))).status).toBe(204);
    expect((await ask(path, 'DELETE')).status).toBe(204);
    expect(await codeOf(await ask(path, 'HEAD'))).toBe('404 not_found');
    const multiparts: unknown[] = [];
    for await (const session of world.ports.storage.openMultiparts()) multiparts.push(session);
    expect(multiparts).toEqual([]);
    await expectNothingLeftOver();
  });

  test('says when its time is over, and is swept then', async () => {
    const file = await movie(12 * mebibyte);
    const path = await opened(file.length, film);
    const answer = await patch(path, 0, file.subarray(0, 9 * mebibyte));
    const expiresAt = Date.parse(answer.headers.get('upload-expires') ?? '');
    const hours = (expiresAt - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
    await lieFor(25);
    expect(await codeOf(await ask(path, 'HEAD'))).toBe('410 upload_expired');
    expect(await codeOf(await patch(path, 9 * mebibyte, file.subarray(9 * mebibyte)))).toBe(
      '410 upload_expired',
    );
    await runSweep(abandonedFiles, world.ports);
    await runSweep(unfinishedDeletions, world.ports);
    await runSweep(endedTus, world.ports);
    expect(await codeOf(await ask(path, 'HEAD'))).toBe('404 not_found');
    await expectNothingLeftOver();
  });

  test('content that is not what it claims is refused, and gone', async () => {
    const file = randomBytes(2000);
    const path = await opened(file.length, poster);
    expect(await codeOf(await patch(path, 0, file))).toBe('415 unsupported_media_type');
    expect(await codeOf(await ask(path, 'HEAD'))).toBe('410 upload_expired');
    await expectNothingLeftOver();
  });

  test('all bytes there and nobody said so: the reconciler finishes it, once', async () => {
    const file = await movie(9 * mebibyte);
    const path = await opened(file.length, film);
    const id = path.split('/').at(-1) ?? '';
    // As when the process is killed before it counts the last part.
    await patch(path, 0, file.subarray(0, 8 * mebibyte));
    const { upload } = await world.db.tusUpload.findUniqueOrThrow({
      where: { id },
      include: { upload: true },
    });
    await world.ports.storage.writePart({
      ...{ key: upload?.storageKey ?? '', multipartId: upload?.multipartId ?? '', partNumber: 2 },
      body: file.subarray(8 * mebibyte),
    });
    world.passHours(1);
    await reconcileUploads(world.ports, uploadRules());
    const { stored, events } = await broughtBy(path);
    expect(stored.equals(file)).toBe(true);
    expect(events).toBe(1);
    expect(await offsetOf(path)).toBe(file.length);
    await expectNothingLeftOver();
  });
});

describe('who may do what', () => {
  test('an upload of somebody else is not there', async () => {
    const file = await picture();
    const path = await opened(file.length, poster);
    for (const method of ['HEAD', 'PATCH', 'DELETE']) {
      const headers = { ...offsetBody, 'upload-offset': '0' };
      const answer = await ask(path, method, { as: stranger, headers });
      expect(await codeOf(answer), method).toBe('404 not_found');
    }
    expect((await patch(path, 0, file)).status).toBe(204);
  });

  test('nobody without signing in, nobody from elsewhere', async () => {
    expect(await codeOf(await ask('/api/tus', 'POST', { as: '' }))).toBe('401 unauthenticated');
    const headers = { origin: 'https://elsewhere.example' };
    expect(await codeOf(await ask('/api/tus', 'POST', { headers }))).toBe('403 csrf');
  });

  test.each([
    [
      'a type the purpose does not take',
      100,
      { ...poster, filename: 'a.mp4' },
      '415 unsupported_media_type',
    ],
    ['more than the purpose takes', 11 * mebibyte, poster, '413 file_too_large'],
    ['more than any file may have', 10 ** 12, film, '413 file_too_large'],
    ['a purpose there is not', 100, { ...poster, purpose: 'x' }, '422 invalid_request'],
    ['no name', 100, { filename: '', purpose: 'film.poster' }, '422 invalid_request'],
    ['no bytes', 0, poster, '422 invalid_request'],
  ] as const)('%s is not opened', async (_, byteSize, fields, code) => {
    const answer = await ask('/api/tus', 'POST', {
      headers: { 'upload-length': String(byteSize), 'upload-metadata': encoded(fields) },
    });
    expect(await codeOf(answer)).toBe(code);
  });

  test('a file without a purpose is for the library', async () => {
    const path = await opened(100, { filename: 'a b.png', filetype: '' });
    const id = path.split('/').at(-1) ?? '';
    const row = await world.db.tusUpload.findUniqueOrThrow({
      where: { id },
      include: { upload: true },
    });
    expect(row.upload).toMatchObject({ purpose: 'media.image', fileName: 'a b.png' });
  });

  test('no more is open than one person may have open', async () => {
    const actor = await world.addUser();
    const context = { actor, ports: world.ports, rules: { ...uploadRules(), maxOpenUploads: 3 } };
    const wanted = () => {
      const id = crypto.randomUUID();
      return { id, byteSize: 9, header: '', metadata: poster, lease: id };
    };
    await openWhole(wanted(), context);
    await openPartial(wanted(), context);
    await openWhole(wanted(), context);
    for (const open of [openWhole, openPartial]) {
      await expect(open(wanted(), context)).rejects.toMatchObject({ code: 'rate_limited' });
    }
    const tooMuch = { ...context, rules: { ...uploadRules(), maxOpenBytes: 30 } };
    await expect(openPartial(wanted(), tooMuch)).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

describe('programs', () => {
  test('bring files with a token that may write', async () => {
    const { headers } = await addToken(world.db, editor);
    const file = await picture();
    const answer = await ask('/api/tus', 'POST', {
      headers: {
        ...{ 'upload-length': String(file.length), 'upload-metadata': encoded(poster) },
        ...{ ...headers, ...offsetBody, cookie: '' },
      },
      body: file,
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('ratelimit')).toContain('uploads');
    const reader = await addToken(world.db, editor, { scopes: ['read'] });
    const path = answer.headers.get('location') ?? '';
    const as = { headers: { ...reader.headers, cookie: '' } };
    expect((await ask(path, 'HEAD', as)).status).toBe(200);
    expect(await codeOf(await ask(path, 'DELETE', as))).toBe('403 forbidden');
  });

  test('open one upload under one key', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const path = await opened(100, poster, headers);
    expect(await opened(100, poster, headers)).toBe(path);
    const answer = await ask('/api/tus', 'POST', {
      headers: { 'upload-length': '101', 'upload-metadata': encoded(poster), ...headers },
    });
    expect(await codeOf(answer)).toBe('422 idempotency_key_reused');
    const again = await ask('/api/tus', 'POST', {
      headers: {
        ...{ 'upload-length': '100', 'upload-metadata': encoded(poster) },
        ...{ ...headers, ...offsetBody },
      },
      body: Buffer.alloc(100),
    });
    expect(await codeOf(again)).toBe('409 conflict');
  });
});

describe('the protocol', () => {
  test('another version, another type, another offset', async () => {
    const file = await picture();
    const path = await opened(file.length, poster);
    const headers = { 'tus-resumable': '0.2.2' };
    expect(await codeOf(await ask(path, 'HEAD', { headers }))).toBe('412 invalid_request');
    const typed = { 'content-type': 'application/json' };
    expect(await codeOf(await patch(path, 0, file, typed))).toBe('415 unsupported_media_type');
    expect(await codeOf(await patch(path, 5, file.subarray(5)))).toBe('409 conflict');
    const longer = Buffer.concat([file, file]);
    expect(await codeOf(await patch(path, 0, longer))).toBe('413 file_too_large');
  });

  test.each([
    ['no length', {}],
    ['a length that is no number', { 'upload-length': 'x' }],
    ['no name', { 'upload-length': '9' }],
    ['a length to be told later', { 'upload-defer-length': '1' }],
    ['metadata that are none', { 'upload-length': '9', 'upload-metadata': 'filename !!' }],
    ['a name no database takes', { 'upload-length': '9', 'upload-metadata': 'filename AC5wbmc=' }],
    ['a combination there is not', { 'upload-length': '9', 'upload-concat': 'both' }],
  ])('%s is not valid', async (_, headers) => {
    const answer = await ask('/api/tus', 'POST', { headers });
    expect(await codeOf(answer)).toBe('422 invalid_request');
  });

  test('an address that is none', async () => {
    for (const path of ['/api/tus/x', `/api/tus/${crypto.randomUUID()}`, '/api/tus/%2e%2e']) {
      expect(await codeOf(await ask(path, 'HEAD')), path).toBe('404 not_found');
    }
    const answer = await ask('/api/tus/x', 'POST', { headers: { 'upload-length': '9' } });
    expect(await codeOf(answer)).toBe('404 not_found');
  });

  test('a method may be said in a header', async () => {
    const file = await picture();
    const path = await opened(file.length, poster);
    const answer = await ask(path, 'POST', {
      headers: { ...offsetBody, 'x-http-method-override': 'PATCH', 'upload-offset': '0' },
      body: file,
    });
    expect(answer.status).toBe(204);
  });

  test.each(['GET', 'PUT', 'CONNECT', 'TRACE', 'NO SUCH'])(
    '%s in its header is none',
    async (method) => {
      const path = await opened(100, poster);
      const headers = { 'x-http-method-override': method };
      expect(await codeOf(await ask(path, 'POST', { headers }))).toBe('422 invalid_request');
    },
  );

  test('a body nobody asked for is not read', async () => {
    const path = await opened(100, poster);
    const headers = { 'x-http-method-override': 'HEAD' };
    const answer = await ask(path, 'POST', { headers, body: Buffer.from('{}') });
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([200, '0']);
  });

  test('metadata come back as they were said', async () => {
    const path = await opened(100, { ...poster, filename: 'Ünïcödé 🎬.png', other: 'x' });
    const answer = await ask(path, 'HEAD');
    expect(answer.headers.get('upload-metadata')).toBe(
      encoded({ ...poster, filename: 'Ünïcödé 🎬.png', other: 'x' }),
    );
    expect(answer.headers.get('upload-length')).toBe('100');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('whoever asks how far it is ends a request that says nothing', async () => {
    const file = await movie(10 * mebibyte);
    const path = await opened(file.length, film);
    const silent = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(file.subarray(0, 9 * mebibyte))),
    });
    const stuck = patch(path, 0, silent);
    const id = path.split('/').at(-1) ?? '';
    const isAtIt = async () =>
      (await world.db.tusUpload.count({ where: { id, leaseToken: { not: null } } })) === 1;
    await vi.waitUntil(isAtIt, { timeout: 10_000 });
    const offset = await offsetOf(path);
    expect(offset).toBeGreaterThan(0);
    await stuck;
    expect((await patch(path, offset, file.subarray(offset))).status).toBe(204);
    expect((await broughtBy(path)).stored.equals(file)).toBe(true);
  });

  test('the turn of a process that was killed is free again', async () => {
    const file = await picture();
    const path = await opened(file.length, poster);
    const id = path.split('/').at(-1) ?? '';
    await world.db.$executeRaw`
      update tus_uploads set lease_token = 'killed', leased_until = now() + interval '2 seconds'
       where id = ${id}`;
    expect((await patch(path, 0, file)).status).toBe(204);
  });

  test('two at once: one of them is told', async () => {
    const file = await picture();
    const path = await opened(file.length, poster);
    const answers = await Promise.all([patch(path, 0, file), patch(path, 0, file)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await broughtBy(path)).events).toBe(1);
  });
});
