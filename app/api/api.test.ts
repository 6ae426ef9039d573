import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as films from './films/route.ts';
import * as events from './media/[id]/events/route.ts';
import * as files from './media/[id]/files/[name]/route.ts';
import * as hls from './media/[id]/hls/[...path]/route.ts';
import * as media from './media/[id]/route.ts';
import * as stats from './media/stats/route.ts';
import * as cleanup from './uploads/cleanup/route.ts';
import * as uploads from './uploads/route.ts';

let world: TestWorld;
let editor: Actor;
let cookie: string;
const home = 'http://studio.example';

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  cookie = await world.cookieOf(editor);
});
afterAll(() => world.close());

type Init = { method?: string; body?: unknown; headers?: Record<string, string> };
function request(path: string, { method, body, headers }: Init = {}): Request {
  return new Request(home + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { host: 'studio.example', cookie, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
const none = { params: Promise.resolve({}) };
async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await answer.json());
  expect(problem.status).toBe(answer.status);
  return problem;
}

describe('who asks', () => {
  test('nobody is 401', async () => {
    const answer = await films.GET(request('/api/films', { headers: { cookie: '' } }), none);
    expect(await problemOf(answer)).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  test('nobody is 401 before anything of the request is looked at', async () => {
    const headers = { cookie: '' };
    const answer = await films.POST(request('/api/films', { body: '{', headers }), none);
    expect(answer.status).toBe(401);
  });

  test('an editor who asks for the figures of everybody is refused', async () => {
    const ask = (headers = {}) =>
      stats.GET(request('/api/media/stats?scope=all', { headers }), none);
    expect(await problemOf(await ask())).toMatchObject({ status: 403, code: 'forbidden' });
    const admin = { cookie: await world.cookieOf(await world.addUser('admin')) };
    expect((await ask(admin)).status).toBe(200);
  });

  test('a forged cookie is nobody', async () => {
    const forged = `${cookie.slice(0, -8)}AAAAAAAA`;
    const answer = await films.GET(request('/api/films', { headers: { cookie: forged } }), none);
    expect(answer.status).toBe(401);
  });

  test('a session ends at once when the account is disabled or its sessions are ended', async () => {
    const other = await world.addUser();
    const headers = { cookie: await world.cookieOf(other) };
    const status = async () => (await films.GET(request('/api/films', { headers }), none)).status;
    expect(await status()).toBe(200);
    await world.db.user.update({ where: { id: other.id }, data: { tokenVersion: 1 } });
    expect(await status()).toBe(401);
    await world.db.user.update({
      where: { id: other.id },
      data: { tokenVersion: 0, disabledAt: new Date() },
    });
    expect(await status()).toBe(401);
  });
});

describe('where it comes from', () => {
  const post = (headers: Record<string, string>) =>
    films.POST(request('/api/films', { body: { title: 'From where' }, headers }), none);

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://studio.example.evil.example', 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('%o is refused as csrf', async (headers: Record<string, string>) => {
    expect(await problemOf(await post(headers))).toMatchObject({ status: 403, code: 'csrf' });
  });

  test('our own page, and a program without an origin, may', async () => {
    expect((await post({ origin: home, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await post({})).status).toBe(201);
  });
});

describe('what is asked', () => {
  test('every wrong or missing field is named', async () => {
    const answer = await uploads.POST(
      request('/api/uploads', { body: { fileName: '', size: -1 } }),
      none,
    );
    const { code, errors } = await problemOf(answer);
    expect([answer.status, code]).toEqual([422, 'invalid_request']);
    expect(errors?.map(({ path }) => path).sort()).toEqual(['fileName', 'purpose', 'size']);
  });

  test('where one of two fields would do, both are named', async () => {
    const answer = await cleanup.POST(request('/api/uploads/cleanup', { body: {} }), none);
    const { errors } = await problemOf(answer);
    expect(errors?.map(({ path }) => path).sort()).toEqual(['draftId', 'uploadIds']);
  });

  test('what PostgreSQL cannot keep is the caller’s fault', async () => {
    const save = (body: object) => films.POST(request('/api/films', { body }), none);
    const list = (query: string) => films.GET(request(`/api/films?${query}`), none);
    const [nul, old] = ['a\0b', '0000-01-01T00:00:00Z'];
    const cursor = { sort: '-createdAt', towards: 'next', key: old, id: crypto.randomUUID() };
    const encoded = Buffer.from(JSON.stringify(cursor));
    const answers = [
      await save({ title: nul }),
      await save({ title: 'Old', publishedAt: old }),
      await list('q=%00'),
      await list(`cursor=${encoded.toString('base64url')}`),
      await media.GET(request('/api/media/%00'), { params: Promise.resolve({ id: nul }) }),
    ];
    for (const answer of answers) {
      expect(await problemOf(answer)).toMatchObject({ status: 422, code: 'invalid_request' });
    }
  });

  test('a body that is not JSON, or too long, is refused', async () => {
    const send = (body: string) => films.POST(request('/api/films', { body }), none);
    expect(await problemOf(await send('{'))).toMatchObject({ code: 'invalid_request' });
    expect(await problemOf(await send(`"${'x'.repeat(1_100_000)}"`))).toMatchObject({
      code: 'file_too_large',
    });
  });

  test('a beacon may say text/plain', async () => {
    const headers = { 'content-type': 'text/plain' };
    const body = JSON.stringify({ uploadIds: [] });
    const answer = await cleanup.POST(request('/api/uploads/cleanup', { body, headers }), none);
    expect(await answer.json()).toEqual({ deleted: 0, errors: [] });
  });

  test('an error of ours says nothing about itself', async () => {
    const broken = { params: Promise.reject(new Error('a secret')) };
    broken.params.catch(() => {});
    const answer = await media.GET(request('/api/media/1'), broken);
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});

test('lists lead on with whole addresses that keep the filters', async () => {
  const owner = await world.addUser();
  const headers = { cookie: await world.cookieOf(owner) };
  for (const title of ['Blue 1', 'Blue 2', 'Red']) {
    await films.POST(request('/api/films', { body: { title }, headers }), none);
  }
  const answer = await films.GET(request('/api/films?q=blue&pageSize=1', { headers }), none);
  const page = await answer.json();
  expect(page).toMatchObject({ count: 2, previous: null, results: [{ title: 'Blue 2' }] });
  const next = new URL(page.next);
  expect([next.origin, next.pathname, next.searchParams.get('q')]).toEqual([
    home,
    '/api/films',
    'blue',
  ]);
});

test('addresses are right behind several proxies, and never break an answer', async () => {
  const owner = await world.addUser();
  const cookie = await world.cookieOf(owner);
  for (const title of ['One', 'Two']) {
    await films.POST(request('/api/films', { body: { title }, headers: { cookie } }), none);
  }
  const next = async (headers: Record<string, string>) => {
    const query = request('/api/films?pageSize=1', { headers: { cookie, ...headers } });
    return new URL((await (await films.GET(query, none)).json()).next).origin;
  };
  expect(
    await next({ 'x-forwarded-host': 'a.example, b.example', 'x-forwarded-proto': 'https,http' }),
  ).toBe('https://a.example');
  expect(await next({ 'x-forwarded-host': 'not a host' })).toBe(home);
});

test('an event stream that is taken up again is answered before there is news', async () => {
  const row = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', status: 'processing', purpose: 'film.video' },
      ...{ storageKey: 'videos/watched', fileName: 'a.mp4', byteSize: 1, mimeType: 'video/mp4' },
    },
  });
  const headers = { 'last-event-id': String(row.updatedAt.getTime()) };
  const answer = await events.GET(request(`/api/media/${row.id}/events`, { headers }), {
    params: Promise.resolve({ id: row.id }),
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  await answer.body?.cancel();
});

describe('files of a media', () => {
  async function addVideo(fields: { isPublic?: boolean; status?: 'processing' } = {}) {
    const row = await world.db.media.create({
      data: {
        ownerId: editor.id,
        type: 'video',
        status: 'ready',
        purpose: 'film.video',
        storageKey: `videos/${crypto.randomUUID()}.mp4`,
        fileName: 'a "film".mp4',
        byteSize: 4,
        mimeType: 'video/mp4',
        generation: 1,
        ...fields,
      },
    });
    const prefix = `renditions/${row.id}/1/hls`;
    await world.ports.storage.writeBytes({
      key: row.storageKey,
      contentType: 'video/mp4',
      body: Buffer.from('film'),
    });
    await world.ports.storage.writeBytes({
      key: `${prefix}/v720.m3u8`,
      contentType: 'application/vnd.apple.mpegurl',
      body: Buffer.from('#EXTM3U\n#EXTINF:4.0,\nv720.mp4\n'),
    });
    await world.ports.storage.writeBytes({
      key: `${prefix}/v720.mp4`,
      contentType: 'video/mp4',
      body: Buffer.from('segment'),
    });
    await world.db.rendition.create({
      data: {
        mediaId: row.id,
        generation: 1,
        name: 'hls',
        status: 'ready',
        storageKey: `${prefix}/master.m3u8`,
        objectKeys: [`${prefix}/master.m3u8`, `${prefix}/v720.m3u8`, `${prefix}/v720.mp4`],
      },
    });
    return row;
  }
  const open = (id: string, name: string, headers = {}) =>
    files.GET(request(`/api/media/${id}/files/${name}?download=1`, { headers }), {
      params: Promise.resolve({ id, name }),
    });
  const play = (id: string, path: string[], headers = {}) =>
    hls.GET(request(`/api/media/${id}/hls/${path.join('/')}`, { headers }), {
      params: Promise.resolve({ id, path }),
    });

  test('the owner is sent to a signed URL that works and keeps the name', async () => {
    const { id } = await addVideo();
    const answer = await open(id, 'original');
    expect(answer.status).toBe(302);
    const stored = await fetch(answer.headers.get('location') ?? '');
    expect(await stored.text()).toBe('film');
    expect(stored.headers.get('content-disposition')).toContain('attachment');
  });

  test('playlists name segments by signed URLs', async () => {
    const { id } = await addVideo();
    const playlist = await (await play(id, ['1', 'v720.m3u8'])).text();
    const segment = playlist.split('\n').find((line) => line.startsWith('http'));
    expect(await (await fetch(segment ?? '')).text()).toBe('segment');
  });

  test('a playlist that grows is kept by nobody, one that is whole for a while', async () => {
    const { id } = await addVideo({ status: 'processing' });
    const key = `renditions/${id}/1/early/early-rung.m3u8`;
    await world.ports.storage.writeBytes({
      ...{ key, contentType: 'application/vnd.apple.mpegurl' },
      body: Buffer.from('#EXTM3U\n#EXTINF:4.0,\nmade0.ts\n'),
    });
    const row = { mediaId: id, generation: 1, status: 'ready', storageKey: key } as const;
    await world.db.rendition.create({ data: { ...row, name: 'early', objectKeys: [key] } });
    const growing = await play(id, ['1', 'early-rung.m3u8']);
    expect(growing.headers.get('cache-control')).toBe('no-store');
    expect(await growing.text()).toMatch(/^http\S+\/early\/made0\.ts\?\S+$/m);
    const whole = await play(id, ['1', 'v720.m3u8']);
    expect(whole.headers.get('cache-control')).toBe('private, max-age=60');
  });

  test.each([
    [['1', '../../other.m3u8']],
    [['1', 'unknown.m3u8']],
    [['2', 'v720.m3u8']],
    [['1', 'v720.mp4']],
    [['1', 'hls', 'v720.m3u8']],
  ])('%o is no playlist', async (path) => {
    const { id } = await addVideo();
    expect((await play(id, path)).status).toBe(404);
  });

  test('others see nothing of a private one, and all of a public or published one', async () => {
    const nobody = { cookie: '' };
    const stranger = { cookie: await world.cookieOf(await world.addUser()) };
    const hidden = await addVideo();
    for (const headers of [nobody, stranger]) {
      expect((await open(hidden.id, 'original', headers)).status).toBe(404);
      expect((await play(hidden.id, ['1', 'v720.m3u8'], headers)).status).toBe(404);
    }
    const shown = await addVideo({ isPublic: true });
    expect((await open(shown.id, 'original', nobody)).status).toBe(302);

    const film = await world.db.film.create({
      data: {
        ownerId: editor.id,
        title: 'Out',
        slug: 'out',
        videoId: hidden.id,
        publishedAt: new Date(0),
      },
    });
    expect((await play(hidden.id, ['1', 'v720.m3u8'], nobody)).status).toBe(200);
    expect((await open(hidden.id, 'original', nobody)).status).toBe(404);
    await world.db.film.update({ where: { id: film.id }, data: { deletedAt: new Date() } });
    expect((await play(hidden.id, ['1', 'v720.m3u8'], nobody)).status).toBe(404);
  });
});
