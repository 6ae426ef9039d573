import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSecret } from '#lib/auth/token-secret.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { TokenScope } from '#lib/shared/schemas/api-token.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { uploadTicketSchema } from '#lib/shared/schemas/upload.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { addToken } from '#lib/testing/add-token.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as films from './films/route.ts';
import * as events from './media/[id]/events/route.ts';
import * as files from './media/[id]/files/[name]/route.ts';
import * as media from './media/[id]/route.ts';
import * as stats from './media/stats/route.ts';
import * as audits from './storage-audits/route.ts';
import * as upload from './uploads/[id]/route.ts';
import * as uploads from './uploads/route.ts';

let world: TestWorld;
let editor: Actor;
let admin: Actor;
let cookie: string;
beforeAll(async () => {
  world = await createTestWorld();
  [editor, admin] = [await world.addUser(), await world.addUser('admin')];
  cookie = await world.cookieOf(editor);
});
afterAll(() => world.close());

type Params = { id: string; name: string };
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
type Asked = { method?: string; body?: object; id?: string; name?: string; query?: string };
function ask(
  handler: unknown,
  headers: Record<string, string>,
  { method = 'GET', body, id = '', name = '', query = '' }: Asked = {},
): Promise<Response> {
  const request = new Request(`http://studio.example/api/x${query}`, {
    ...{ method, headers: { host: 'studio.example', ...headers } },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (handler as Handler)(request, { params: Promise.resolve({ id, name }) });
}
const may = async (person: Actor, ...scopes: TokenScope[]) =>
  (await addToken(world.db, person, { scopes })).headers;
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const make = { method: 'POST', body: { title: 'By a program' } };
const file = { fileName: 'a.png', size: 10, contentType: 'image/png', purpose: 'media.image' };

/** Every kind of route there is, asked by GET. */
const kinds: [string, unknown, object][] = [
  ['a route', films.GET, {}],
  ['a route about uploads', uploads.GET, {}],
  ['a route about one upload', upload.GET, { id: 'none' }],
  ['a route for everybody', files.GET, { id: 'none', name: 'original' }],
  ['a stream of events', events.GET, { id: 'none' }],
  ['a route for admins', audits.GET, {}],
];

describe.each(kinds)('at %s', (_, handler, asked) => {
  test('a token that does not hold is 401, whatever the cookie says', async () => {
    const past = await addToken(world.db, editor, { expiresAt: new Date(0) });
    for (const secret of [newSecret(), past.secret, 'short', '', `${'a'.repeat(9000)}`]) {
      const answer = await ask(handler, { cookie, ...bearer(secret) }, asked);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      const { status, code } = problemSchema.parse(await answer.json());
      expect([status, code]).toEqual([401, 'unauthenticated']);
    }
  });

  test('one that holds is as good as a session', async () => {
    const headers = await may(admin, 'read', 'admin');
    const session = await ask(handler, { cookie: await world.cookieOf(admin) }, asked);
    const answer = await ask(handler, headers, asked);
    expect(answer.status).toBe(session.status);
    expect(answer.status).not.toBe(401);
  });

  test('one that may not look is told so', async () => {
    const answer = await ask(handler, await may(admin, 'write', 'admin'), asked);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="read"',
    );
  });
});

test('changing takes the scope write', async () => {
  const answer = await ask(films.POST, await may(editor, 'read'), make);
  const { code, detail } = problemSchema.parse(await answer.json());
  expect([answer.status, code]).toEqual([403, 'forbidden']);
  expect(detail).toContain('write');
  expect((await ask(films.POST, await may(editor, 'write'), make)).status).toBe(201);
});

test('the person of the token is the one who acts, not the one of the cookie', async () => {
  const other = await world.addUser();
  const answer = await ask(films.POST, { cookie, ...(await may(other, 'write')) }, make);
  expect((await answer.json()).owner.id).toBe(other.id);
});

describe('the rights of an admin', () => {
  test('go with the scope admin', async () => {
    const all = { query: '?scope=all' };
    const others = await addMedia(world.db, editor);
    const statuses = async (headers: Record<string, string>) => [
      (await ask(stats.GET, headers, all)).status,
      (await ask(audits.GET, headers)).status,
      (await ask(media.GET, headers, { id: others.id })).status,
    ];
    expect(await statuses(await may(admin, 'read', 'admin'))).toEqual([200, 200, 200]);
    expect(await statuses(await may(admin, 'read', 'write'))).toEqual([403, 403, 404]);
  });

  test('end with them: a token of who is no admin any more has them no more', async () => {
    const was = await world.addUser('admin');
    const headers = await may(was, 'read', 'admin');
    expect((await ask(audits.GET, headers)).status).toBe(200);
    await world.db.user.update({ where: { id: was.id }, data: { role: 'editor' } });
    expect((await ask(audits.GET, headers)).status).toBe(403);
    await world.db.user.update({ where: { id: was.id }, data: { disabledAt: new Date() } });
    expect((await ask(audits.GET, headers)).status).toBe(401);
  });
});

describe('where it comes from', () => {
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

  test('does not matter for a token: a page elsewhere cannot have the browser send one', async () => {
    const headers = { ...foreign, ...(await may(editor, 'write')) };
    expect((await ask(films.POST, headers, make)).status).toBe(201);
  });

  test('matters for a cookie, also beside a token that does not hold', async () => {
    const statusOf = async (headers: Record<string, string>) =>
      (await ask(films.POST, { cookie, ...foreign, ...headers }, make)).status;
    expect(await statusOf({})).toBe(403);
    expect(await statusOf({ authorization: 'Basic dXNlcjpwYXNz' })).toBe(403);
    expect(await statusOf(bearer(newSecret()))).toBe(401);
    expect(await statusOf({ authorization: 'Bearer' })).toBe(401);
  });

  test('another scheme is none of ours: a proxy may ask for a password of its own', async () => {
    const headers = { cookie, authorization: 'Basic dXNlcjpwYXNz' };
    expect((await ask(films.GET, headers)).status).toBe(200);
  });
});

test('who comes with nothing at all is told how to come', async () => {
  const answer = await ask(films.GET, {});
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
});

test('what a program uploads has no token beside its own', async () => {
  const answer = await ask(uploads.POST, await may(editor, 'write'), {
    method: 'POST',
    body: file,
  });
  const ticket = uploadTicketSchema.parse(await answer.json());
  expect(ticket.token).toBeNull();
  const byPage = await ask(uploads.POST, { cookie }, { method: 'POST', body: file });
  const { id, token } = uploadTicketSchema.parse(await byPage.json());
  const own = { 'upload-token': token ?? '' };
  expect((await ask(upload.GET, own, { id })).status).toBe(200);
  const both = { ...own, ...bearer(newSecret()) };
  expect((await ask(upload.GET, both, { id })).status).toBe(401);
  const stranger = { ...own, ...(await may(await world.addUser(), 'read')) };
  expect((await ask(upload.GET, stranger, { id })).status).toBe(404);
});
