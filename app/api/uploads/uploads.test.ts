import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { env } from '#lib/env/env.ts';
import { deleteMedia } from '#lib/media/media.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import {
  completeResultsSchema,
  createResultsSchema,
  duplicateSchema,
  signedPartsSchema,
  uploadSessionSchema,
  uploadSessionsSchema,
  uploadTicketSchema,
} from '#lib/shared/schemas/upload.ts';
import { fingerprintOf, sha256Of } from '#lib/testing/fingerprint-of.ts';
import { mp4Like, samplePng } from '#lib/testing/sample-files.ts';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { sweepUploads } from '#lib/uploads/test-uploads.ts';
import * as oneFilm from '../films/[id]/route.ts';
import * as films from '../films/route.ts';
import * as complete from './[id]/complete/route.ts';
import * as parts from './[id]/parts/route.ts';
import * as one from './[id]/route.ts';
import * as batch from './batch/route.ts';
import * as cleanup from './cleanup/route.ts';
import * as completeMany from './complete/route.ts';
import * as uploads from './route.ts';

const logged = vi.hoisted(() => [] as string[]);
vi.mock('#lib/env/log.ts', async (original) => {
  const actual = await original<typeof import('#lib/env/log.ts')>();
  const memory = actual.openLog('trace', { write: (line) => logged.push(line) });
  return { ...actual, log: () => memory };
});

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
type Handler = (
  request: Request,
  context: { params: Promise<{ id: string }> },
) => Promise<Response>;
function call(
  handler: Handler,
  {
    id = '',
    path = '',
    method = 'POST',
    body,
    headers = { cookie },
  }: {
    id?: string;
    path?: string;
    method?: string;
    body?: unknown;
    headers?: Headers;
  } = {},
): Promise<Response> {
  const init = method === 'GET' || body === undefined ? {} : { body: JSON.stringify(body) };
  const request = new Request(`http://studio.example/api/uploads${path}`, {
    ...{ method, headers: { host: 'studio.example', ...headers } },
    ...init,
  });
  return handler(request, { params: Promise.resolve({ id }) });
}
const codeOf = async (answer: Response) => {
  const problem = problemSchema.parse(await answer.json());
  expect(problem.status).toBe(answer.status);
  return problem.code;
};

const fileOf = (file: Buffer, fields: object = {}) => ({
  ...{ fileName: 'a.png', size: file.length, purpose: 'film.poster', ...fields },
});
async function open(file: Buffer, fields: object = {}, headers: Headers = { cookie }) {
  const answer = await call(uploads.POST as Handler, { body: fileOf(file, fields), headers });
  expect(answer.status).toBe(201);
  const ticket = uploadTicketSchema.parse(await answer.json());
  return { ...ticket, token: ticket.token ?? 'none' };
}
async function sent(file: Buffer, fields: object = {}) {
  const ticket = await open(file, fields);
  await sendBytes(ticket, file);
  return ticket;
}
const film = { fileName: 'film.mp4', purpose: 'film.video' };

/** Every route about one upload, in an order in which each still finds it. */
const routes: [string, (id: string, headers: Headers) => Promise<Response>][] = [
  ['GET', (id, headers) => call(one.GET, { id, method: 'GET', headers })],
  ['parts', (id, headers) => call(parts.POST, { id, body: { partNumbers: [1] }, headers })],
  ['complete', (id, headers) => call(complete.POST, { id, headers })],
  ['DELETE', (id, headers) => call(one.DELETE, { id, method: 'DELETE', headers })],
];

describe('an upload token', () => {
  test('does for its upload what the login did, after the login has ended', async () => {
    const file = mp4Like(17 * 1024 * 1024);
    const ticket = await open(file, film);
    const headers = { 'upload-token': ticket.token, cookie: 'next-auth.session-token=over' };
    const { id } = ticket;
    const session = uploadSessionSchema.parse(
      await (await call(one.GET, { id, method: 'GET', headers })).json(),
    );
    expect(session).toMatchObject({ id, storedParts: [], fingerprint: null });
    const renewed = { 'upload-token': session.token ?? '' };
    const signed = await call(parts.POST, {
      ...{ id, body: { partNumbers: [1, 2, 3, 4], hosts: 'all' }, headers: renewed },
    });
    if (ticket.strategy !== 'multipart') throw new Error('expected parts');
    await sendBytes({ ...ticket, ...signedPartsSchema.parse(await signed.json()) }, file);
    const answer = await call(complete.POST, { id, headers: renewed });
    expect([answer.status, (await answer.json()).status]).toEqual([200, 'processing']);
    expect((await call(one.DELETE, { id, method: 'DELETE', headers: renewed })).status).toBe(204);
  });

  test.each(routes)('of another upload opens nothing at %s', async (_, ask) => {
    const [mine, other] = [await open(await samplePng()), await open(await samplePng())];
    const headers = { 'upload-token': other.token };
    expect(await codeOf(await ask(mine.id, headers))).toBe('unauthenticated');
    expect(await codeOf(await ask(mine.id, { ...headers, cookie: stranger }))).toBe('not_found');
  });

  test.each(routes)(
    'lets its owner go on at %s while somebody else is signed in',
    async (_, ask) => {
      const ticket = await sent(await samplePng());
      const answer = await ask(ticket.id, { 'upload-token': ticket.token, cookie: stranger });
      expect(answer.ok).toBe(true);
    },
  );

  test('ends with the sessions of its owner, and with their account', async () => {
    const owner = await world.addUser();
    const file = await samplePng();
    const { id, token } = await open(file, {}, { cookie: await world.cookieOf(owner) });
    const headers = { 'upload-token': token };
    const ask = async () => (await call(one.GET, { id, method: 'GET', headers })).status;
    const change = (data: object) => world.db.user.update({ where: { id: owner.id }, data });
    expect(await ask()).toBe(200);
    await change({ disabledAt: new Date() });
    expect(await ask()).toBe(401);
    await change({ disabledAt: null, tokenVersion: 1 });
    expect(await ask()).toBe(401);
  });

  test('opens nothing that is not about its upload', async () => {
    const { id, token } = await open(await samplePng());
    const headers = { 'upload-token': token };
    const answers = await Promise.all([
      call(uploads.GET as Handler, { method: 'GET', headers }),
      call(uploads.POST as Handler, { body: fileOf(await samplePng()), headers }),
      call(batch.POST as Handler, { body: { uploads: [fileOf(await samplePng())] }, headers }),
      call(completeMany.POST as Handler, { body: { uploads: [{ id }] }, headers }),
      call(cleanup.POST as Handler, { body: { uploadIds: [id] }, headers }),
      call(films.GET as Handler, { method: 'GET', headers }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
  });
});

describe('somebody else', () => {
  test.each(routes)('finds nothing at %s', async (_, ask) => {
    const { id } = await sent(await samplePng());
    expect(await codeOf(await ask(id, { cookie: stranger }))).toBe('not_found');
    expect(await codeOf(await ask(id, {}))).toBe('unauthenticated');
    expect(await world.db.upload.count({ where: { id, status: 'open' } })).toBe(1);
  });

  test('neither sees it in a list, nor completes or cleans it up among others, nor is told of its content', async () => {
    const file = Buffer.concat([await samplePng(), randomBytes(8)]);
    const marks = { fingerprint: fingerprintOf(file), checksum: { sha256: sha256Of(file) } };
    const { id } = await sent(file, marks);
    const headers = { cookie: stranger };
    const list = await call(uploads.GET as Handler, { method: 'GET', headers });
    expect(
      uploadSessionsSchema.parse(await list.json()).map((session) => session.id),
    ).not.toContain(id);
    const many = await call(completeMany.POST as Handler, { body: { uploads: [{ id }] }, headers });
    expect(completeResultsSchema.parse(await many.json()).results).toMatchObject([
      { problem: { code: 'not_found' } },
    ]);
    const swept = await call(cleanup.POST as Handler, { body: { uploadIds: [id] }, headers });
    expect(await swept.json()).toMatchObject({ deleted: 0, errors: [{ id }] });
    await call(complete.POST, { id });
    const body = fileOf(file, marks);
    const asked = await call(uploads.POST as Handler, { path: '?dedupe=1', body, headers });
    expect(asked.status).toBe(201);
  });
});

describe('content that is there already', () => {
  test('is answered with 200 instead of a ticket, alone and in a batch', async () => {
    const file = Buffer.concat([await samplePng(), randomBytes(8)]);
    const ticket = await sent(file);
    await call(complete.POST, { id: ticket.id });
    const body = fileOf(file, { checksum: { sha256: sha256Of(file) } });
    const answer = await call(uploads.POST as Handler, { path: '?dedupe=1', body });
    expect(answer.status).toBe(200);
    const duplicate = duplicateSchema.parse(await answer.json());
    expect(duplicate).toMatchObject({ duplicateOf: ticket.mediaId, isCertain: true });
    const many = await call(batch.POST as Handler, { body: { uploads: [body], dedupe: true } });
    expect(createResultsSchema.parse(await many.json()).results).toEqual([{ duplicate }]);
    expect((await call(uploads.POST as Handler, { body })).status).toBe(201);
  });

  test('may be used twice: it stays until the last place that uses it is gone', async () => {
    const file = Buffer.concat([await samplePng(), randomBytes(8)]);
    const { id, mediaId } = await sent(file);
    await call(complete.POST, { id });
    const save = async (title: string): Promise<string> => {
      const answer = await call(films.POST as Handler, { body: { title, posterId: mediaId } });
      expect(answer.status).toBe(201);
      return (await answer.json()).id;
    };
    const [first, second] = [await save('Shares it'), await save('Shares it too')];
    const remove = async (film: string) => {
      for (const path of ['', '?forever=1']) {
        const answer = await call(oneFilm.DELETE, { id: film, method: 'DELETE', path });
        expect(answer.status).toBe(204);
      }
      world.passHours(25);
      await sweepUploads(world.ports);
    };
    const isThere = async () => (await world.db.media.count({ where: { id: mediaId } })) === 1;
    await remove(first);
    expect(await isThere()).toBe(true);
    const again = { actor: editor, ports: world.ports, isForced: false };
    await expect(deleteMedia(mediaId, again)).rejects.toMatchObject({ code: 'conflict' });
    await remove(second);
    expect(await isThere()).toBe(false);
  });
});

describe('completing', () => {
  test.each([[undefined], [''], ['{}']])('takes %j for a body', async (body) => {
    const { id } = await sent(await samplePng());
    const request = new Request(`http://studio.example/api/uploads/${id}/complete`, {
      ...{ method: 'POST', headers: { host: 'studio.example', cookie } },
      ...(body === undefined ? {} : { body }),
    });
    const answer = await complete.POST(request, { params: Promise.resolve({ id }) });
    expect(answer.status).toBe(200);
  });

  test('with a hash that differs is a 409 that says so, every time', async () => {
    const { id } = await sent(await samplePng());
    const body = { checksum: { sha256: '0'.repeat(64) } };
    const codes = [];
    for (let time = 1; time <= 2; time += 1) {
      codes.push(await codeOf(await call(complete.POST, { id, body })));
    }
    expect(codes).toEqual(['checksum_mismatch', 'checksum_mismatch']);
  });

  test('many under one key are looked at again, and what is there by then is completed', async () => {
    const file = await samplePng();
    const ticket = await open(file);
    const asked = {
      body: { uploads: [{ id: ticket.id }] },
      headers: { cookie, 'idempotency-key': crypto.randomUUID() },
    };
    const complete = async () => (await call(completeMany.POST as Handler, asked)).json();
    expect(await complete()).toMatchObject({
      results: [{ problem: { code: 'upload_incomplete' } }],
    });
    await sendBytes(ticket, file);
    expect(await complete()).toMatchObject({ results: [{ media: { id: ticket.mediaId } }] });
  });

  test('many answers for each, with the id of the request', async () => {
    const { id, mediaId } = await sent(await samplePng());
    const body = { uploads: [{ id }, { id: crypto.randomUUID() }] };
    const headers = { cookie, 'x-request-id': 'r-1' };
    const answer = await call(completeMany.POST as Handler, { body, headers });
    expect(answer.status).toBe(200);
    const { results } = completeResultsSchema.parse(await answer.json());
    expect(results).toMatchObject([
      { media: { id: mediaId, status: 'processing' } },
      { problem: { code: 'not_found', status: 404, requestId: 'r-1' } },
    ]);
  });

  test('more than fifty, or none, is not a batch', async () => {
    const ids = Array.from({ length: 51 }, () => ({ id: crypto.randomUUID() }));
    for (const many of [ids, []]) {
      const answer = await call(completeMany.POST as Handler, { body: { uploads: many } });
      expect(await codeOf(answer)).toBe('invalid_request');
    }
  });
});

test('a session tells what it takes to go on elsewhere', async () => {
  const file = mp4Like(17 * 1024 * 1024);
  const fingerprint = fingerprintOf(file);
  const ticket = await open(file, { ...film, fingerprint });
  const list = await call(uploads.GET as Handler, { method: 'GET' });
  const session = uploadSessionsSchema.parse(await list.json()).find(({ id }) => id === ticket.id);
  expect(session).toMatchObject({ fingerprint, partSize: 5 * 1024 * 1024, partCount: 4 });
  const headers = { 'upload-token': session?.token ?? '' };
  const answer = await call(one.GET, { id: ticket.id, method: 'GET', headers });
  expect(answer.status).toBe(200);
});

test('too many requests of one person have to wait; a batch counts its items', async () => {
  const owner = await world.addUser();
  const headers = { cookie: await world.cookieOf(owner) };
  const body = { uploads: [1, 2, 3].map(() => fileOf(Buffer.alloc(9))) };
  const key = `uploads:${owner.id}`;
  const { UPLOAD_REQUESTS_PER_MINUTE: limit } = env();
  const expiresAt = new Date(Date.now() + 50_000);
  await world.db.rateLimit.create({ data: { key, hits: limit - 3, expiresAt } });
  expect((await call(batch.POST as Handler, { body, headers })).status).toBe(200);
  const answer = await call(uploads.GET as Handler, { method: 'GET', headers });
  expect(await codeOf(answer)).toBe('rate_limited');
  const wait = Number(answer.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(50);
  expect((await call(uploads.GET as Handler, { method: 'GET' })).status).toBe(200);
});

test('neither signatures nor cookies nor tokens are logged when something breaks', async () => {
  const file = await samplePng();
  const ticket = await sent(file);
  if (ticket.strategy !== 'single') throw new Error('expected one PUT');
  const { id, token, url } = ticket;
  const session = cookie.split('=')[1] ?? '';
  const secrets = [token, url, session, new URL(url).searchParams.get('X-Amz-Signature') ?? url];
  const answer = await complete.POST(
    new Request(`http://studio.example/api/uploads/${id}/complete`, {
      method: 'POST',
      headers: { host: 'studio.example', cookie, 'upload-token': token },
    }),
    { params: Promise.reject(new Error(`${url} ${cookie} upload-token: ${token}`)) },
  );
  expect(answer.status).toBe(500);
  const requestId = answer.headers.get('x-request-id') ?? 'none';
  expect(logged.join('')).toContain(requestId);
  for (const secret of secrets) expect(logged.join('')).not.toContain(secret);
  expect(await answer.text()).not.toContain(token);
});
