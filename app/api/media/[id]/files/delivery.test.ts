// Files as a browser or a program gets them: the answer of the app, and what the store says to it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { addToken } from '#lib/testing/add-token.ts';
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

const content = Buffer.from('0123456789 moving pictures');
const nobody = {};

async function addFile(fields: object = {}): Promise<{ id: string; path: string }> {
  const key = `videos/${randomUUID()}.mp4`;
  await world.ports.storage.writeBytes({ key, contentType: 'video/mp4', body: content });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: owner.id, type: 'video', purpose: 'media.video', mimeType: 'video/mp4' },
      ...{ status: 'ready', fileName: 'film.mp4', byteSize: content.length, storageKey: key },
      ...fields,
    },
  });
  return { id, path: `/api/media/${id}/files/original` };
}

function ask(path: string, as: Record<string, string>, method = 'GET'): Promise<Response> {
  return fetch(api.url + path, { method, headers: as, redirect: 'manual' });
}

const locationOf = (answer: Response) => answer.headers.get('location') ?? '';

test('a private file: for its owner alone, and found again in what the browser kept', async () => {
  const { path } = await addFile();
  const answer = await ask(path, headers);
  expect(answer.status).toBe(302);
  expect(answer.headers.get('cache-control')).toBe('private, max-age=60');
  expect(answer.headers.get('vary')).toBe('cookie, authorization');
  expect(locationOf(await ask(path, headers))).toBe(locationOf(answer));

  const stored = await fetch(locationOf(answer), { headers: { range: 'bytes=10-15' } });
  expect(stored.status).toBe(206);
  expect(await stored.text()).toBe(' movin');
  expect(stored.headers.get('cache-control')).toMatch(/^private, max-age=7200, immutable$/);

  const stranger = (await addToken(world.db, await world.addUser())).headers;
  for (const as of [nobody, stranger]) {
    const refused = await ask(path, as);
    expect(refused.status).toBe(404);
    expect(refused.headers.get('cache-control')).toBe('no-store');
  }
});

test('its address works for less than three hours, and for nothing else', async () => {
  const { path } = await addFile();
  const address = new URL(locationOf(await ask(path, headers)));
  expect(Number(address.searchParams.get('X-Amz-Expires'))).toBeLessThan(3 * 3600);
  expect((await fetch(address, { method: 'DELETE' })).status).toBe(403);
  address.pathname = address.pathname.replace(/[^/]+$/, `${randomUUID()}.mp4`);
  expect((await fetch(address)).status).toBe(403);
});

test('who asks for the head alone is sent to an address that answers it', async () => {
  const { path } = await addFile();
  const answer = await ask(path, headers, 'HEAD');
  expect(answer.status).toBe(302);
  const stored = await fetch(locationOf(answer), { method: 'HEAD' });
  expect(stored.status).toBe(200);
  expect(stored.headers.get('content-length')).toBe(String(content.length));
});

test('a public file: for everybody and every cache, until it is private again', async () => {
  const { id, path } = await addFile({ isPublic: true });
  const answer = await ask(path, nobody);
  expect(answer.status).toBe(302);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=60');
  const stored = await fetch(locationOf(answer));
  expect(stored.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');

  const patch = await fetch(`${api.url}/api/media/${id}`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ isPublic: false, version: 1 }),
  });
  expect(patch.status).toBe(200);
  expect((await ask(path, nobody)).status).toBe(404);
});

test.each([
  ['Été "à" 100 %; x=y.mp4', '_t_ ___ 100 _; x=y.mp4'],
  ["it's (1) *.mp4", "it's (1) *.mp4"],
  ['映画🎬.mp4', '____.mp4'],
  ['a\\b/c\r\nset-cookie: d.mp4', 'a_b/c__set-cookie: d.mp4'],
  ['\u202egpj.exe', '_gpj.exe'],
])('%j is saved under its name', async (fileName, plain) => {
  const { path } = await addFile({ fileName });
  const saved = await fetch(locationOf(await ask(`${path}?download=1`, headers)));
  expect(saved.status).toBe(200);
  const disposition = saved.headers.get('content-disposition') ?? '';
  const [, ascii, encoded = ''] =
    /^attachment; filename="([^"]*)"; filename\*=UTF-8''(\S+)$/.exec(disposition) ?? [];
  expect(ascii).toBe(plain);
  expect(decodeURIComponent(encoded)).toBe(fileName);
});
