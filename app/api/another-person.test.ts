import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadTokens } from '#lib/auth/upload-token.ts';
import { type Actor, personHeader } from '#lib/shared/actor.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as draft from './drafts/[id]/route.ts';
import * as films from './films/route.ts';
import * as upload from './uploads/[id]/route.ts';
import * as uploads from './uploads/route.ts';

let world: TestWorld;
/** Whose page is still open, and who has signed in in the same browser since. */
let before: Actor;
let now: Actor;

beforeAll(async () => {
  world = await createTestWorld();
  [before, now] = [await world.addUser(), await world.addUser('admin')];
});
afterAll(() => world.close());

type Asked = { page: Actor; session: Actor; token?: string };
async function request(
  method: string,
  path: string,
  body: object | null,
  { page, session, token }: Asked,
) {
  return new Request(`http://studio.example${path}`, {
    method,
    headers: {
      ...{ host: 'studio.example', cookie: await world.cookieOf(session) },
      [personHeader]: page.id,
      ...(token && { 'upload-token': token }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}
const named = (id: string) => ({ params: Promise.resolve({ id }) });
const none = { params: Promise.resolve({}) };
const codeOf = async (answer: Response) => problemSchema.parse(await answer.json()).code;

test('what is typed in a page does not become the draft or the film of who signed in since', async () => {
  const id = crypto.randomUUID();
  const typed = { noun: 'film', fields: { title: 'Private' } };
  const both = { page: before, session: now };
  const path = `/api/drafts/${id}`;
  const autosave = await draft.PUT(await request('PUT', path, typed, both), named(id));
  expect(await codeOf(autosave)).toBe('unauthenticated');
  const save = await request('POST', '/api/films', { title: 'Private' }, both);
  expect(await codeOf(await films.POST(save, none))).toBe('unauthenticated');
  expect(await world.db.draft.count()).toBe(0);
  expect(await world.db.film.count()).toBe(0);
  const own = await request('PUT', path, typed, { page: before, session: before });
  expect((await draft.PUT(own, named(id))).status).toBe(200);
});

test('nor do its files; what was on its way goes on by its token', async () => {
  const file = { fileName: 'a.png', size: 10, contentType: 'image/png', purpose: 'media.image' };
  const open = async (asked: Asked) =>
    uploads.POST(await request('POST', '/api/uploads', file, asked), none);
  expect(await codeOf(await open({ page: before, session: now }))).toBe('unauthenticated');
  const ticket = await (await open({ page: before, session: before })).json();
  const tokenFor = uploadTokens({ actor: before, tokenVersion: 0 }, new Date());
  const asked = { page: before, session: now, token: tokenFor(ticket.id) };
  const session = await request('GET', `/api/uploads/${ticket.id}`, null, asked);
  expect((await upload.GET(session, named(ticket.id))).status).toBe(200);
});
