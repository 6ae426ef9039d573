// An S3 client in parts and in one piece, and what it is not signed.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { addToken } from '#lib/testing/add-token.ts';
import { mp4Like, samplePng } from '#lib/testing/sample-files.ts';
import { type ServedApi, serveApi } from '#lib/testing/serve-api.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';

let world: TestWorld;
let api: ServedApi;
let owner: Actor;
let headers: Record<string, string>;

beforeAll(async () => {
  world = await createTestWorld();
  api = await serveApi();
});
afterAll(async () => {
  await api.close();
  await world.close();
});
beforeEach(async () => {
  owner = await world.addUser();
  headers = (await addToken(world.db, owner)).headers;
});

function post(path: string, body: object, as = headers): Promise<Response> {
  return fetch(api.url + path, {
    method: 'POST',
    headers: { ...as, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function open(size: number, purpose = 'media.video', fileName = 'film.mp4') {
  const answer = await post('/api/uploads', { fileName, size, purpose });
  expect(answer.status).toBe(201);
  return answer.json();
}

async function sign(request: object) {
  const answer = await post('/api/uploads/sign', request);
  expect(answer.status).toBe(200);
  const { url, headers: signed } = await answer.json();
  const { method } = request as { method: string };
  // What leads back to the app wants to know who asks, the store must not.
  const own = url.startsWith('/') ? headers : {};
  return (body?: Uint8Array<ArrayBuffer> | string) =>
    fetch(new URL(url, api.url), {
      ...{ method, headers: { ...signed, ...own } },
      ...(body ? { body } : {}),
    });
}

test('in parts: begun, sent, listed, ended', async () => {
  const file = mp4Like(20 * 1024 * 1024);
  const { key, id, mediaId, partSize, partCount } = await open(file.length);
  const created = await (await sign({ method: 'POST', key }))();
  expect(await created.text()).toContain(`<Key>${key}</Key><UploadId>${id}</UploadId>`);
  const etags: string[] = [];
  for (let partNumber = 1; partNumber <= partCount; partNumber += 1) {
    const put = await sign({ method: 'PUT', key, uploadId: id, partNumber });
    const start = (partNumber - 1) * partSize;
    const stored = await put(new Uint8Array(file.subarray(start, start + partSize)));
    expect(stored.status).toBe(200);
    etags.push(stored.headers.get('etag')?.replaceAll('"', '') ?? '');
  }
  const listed = await (await (await sign({ method: 'GET', key, uploadId: id }))()).text();
  for (const etag of etags) expect(listed).toContain(`<ETag>&#34;${etag}&#34;</ETag>`);
  const ended = await (await sign({ method: 'POST', key, uploadId: id }))('<any/>');
  expect(ended.headers.get('content-type')).toBe('application/xml');
  expect(await ended.text()).toContain(`<Location>/api/media/${mediaId}/files/original</Location>`);
  const media = await world.db.media.findUniqueOrThrow({ where: { id: mediaId } });
  expect(media).toMatchObject({ status: 'processing', ownerId: owner.id });
});

test('a small file in one PUT, bound to its size and type', async () => {
  const file = await samplePng();
  const { key, id } = await open(file.length, 'media.image', 'a.png');
  const put = await sign({ method: 'PUT', key, contentType: 'text/html', expiresIn: 1 });
  expect((await put(Buffer.alloc(file.length + 1))).status).toBe(403);
  expect((await put(new Uint8Array(file))).status).toBe(200);
  expect((await post(`/api/uploads/${id}/complete`, {})).status).toBe(200);
});

test('given up, nothing of it is left', async () => {
  const { key, id } = await open(20 * 1024 * 1024);
  const abort = await sign({ method: 'DELETE', key, uploadId: id });
  expect((await abort()).status).toBe(204);
  expect(
    (await post('/api/uploads/sign', { method: 'PUT', key, uploadId: id, partNumber: 1 })).status,
  ).toBe(410);
});

test('a liar is refused by the end of S3 as by ours', async () => {
  const { key, id, partSize, partCount } = await open(20 * 1024 * 1024);
  for (let partNumber = 1; partNumber <= partCount; partNumber += 1) {
    const size = Math.min(partSize, 20 * 1024 * 1024 - (partNumber - 1) * partSize);
    await (await sign({ method: 'PUT', key, uploadId: id, partNumber }))(Buffer.alloc(size, 65));
  }
  const ended = await (await sign({ method: 'POST', key, uploadId: id }))();
  expect(ended.status).toBe(415);
  expect(await world.ports.storage.head(key)).toBeNull();
});

test('nobody but its owner, and nothing but what an upload needs', async () => {
  const { key, id } = await open(20 * 1024 * 1024);
  const stranger = (await addToken(world.db, await world.addUser())).headers;
  const small = await open(100, 'media.image', 'a.png');
  const part = { method: 'PUT', key, uploadId: id, partNumber: 1 };
  const refusals: [number, object, Record<string, string>?][] = [
    [401, part, {}],
    [404, part, stranger],
    [404, { ...part, key: 'videos/other.mp4' }],
    [404, { ...part, uploadId: small.id }],
    [422, { ...part, partNumber: 9999 }],
    [422, { method: 'PUT', key }],
    [422, { method: 'PUT', key: small.key, uploadId: small.id, partNumber: 1 }],
    [422, { method: 'POST', key: small.key }],
    [422, { method: 'DELETE', key }],
    [422, { method: 'GET', key }],
    [422, { method: 'HEAD', key, uploadId: id }],
  ];
  for (const [status, request, as] of refusals) {
    const answer = await post('/api/uploads/sign', request, as);
    expect([answer.status, request]).toEqual([status, request]);
  }
});
