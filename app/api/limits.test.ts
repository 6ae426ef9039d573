import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type * as environment from '#lib/env/env.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { addToken } from '#lib/testing/add-token.ts';
import { countQueries } from '#lib/testing/count-queries.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as films from './films/route.ts';
import * as files from './media/[id]/files/[name]/route.ts';
import * as batch from './uploads/batch/route.ts';
import * as uploads from './uploads/route.ts';

const limits = vi.hoisted(() => ({ current: {} as Record<string, number> }));
vi.mock('#lib/env/env.ts', async (original) => {
  const actual = await original<typeof environment>();
  return { ...actual, env: () => ({ ...actual.env(), ...limits.current }) };
});

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
afterEach(() => {
  limits.current = {};
});

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
type Asked = { method?: string; body?: object; from?: string };
function ask(handler: unknown, headers: object, { method = 'GET', body, from }: Asked = {}) {
  const request = new Request('http://studio.example/api/x', {
    method,
    headers: { host: 'studio.example', ...headers, ...(from && { 'x-forwarded-for': from }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (handler as Handler)(request, { params: Promise.resolve({ id: 'x', name: 'original' }) });
}
const saidOf = ({ status, headers }: Response) => [
  status,
  headers.get('ratelimit-policy'),
  headers.get('ratelimit')?.replaceAll(/;t=([1-9]|[1-5]\d|60)(?=,|$)/g, ';t=_') ?? null,
];
const cookieOf = async (person: Actor) => ({ cookie: await world.cookieOf(person) });
const make = (title: string) => ({ method: 'POST', body: { title } });

test('every answer to a token says what is left, until it is told to wait', async () => {
  limits.current = { RATE_TOKEN_PER_MINUTE: 3 };
  const editor = await world.addUser();
  const { headers } = await addToken(world.db, editor);
  const policy = '"token";q=3;w=60, "person";q=6000;w=60, "address";q=12000;w=60';
  const from = '192.0.2.1';
  const left = (token: number, person: number) =>
    `"token";r=${token};t=_, "person";r=${person};t=_, "address";r=${person + 6000};t=_`;
  expect(saidOf(await ask(films.GET, headers, { from }))).toEqual([200, policy, left(2, 5999)]);
  const wrong = await ask(films.POST, headers, { ...make(''), from });
  expect(saidOf(wrong)).toEqual([422, policy, left(1, 5998)]);
  expect(saidOf(await ask(films.GET, headers, { from }))).toEqual([200, policy, left(0, 5997)]);
  const refused = await ask(films.GET, headers, { from });
  expect(saidOf(refused)).toEqual([429, policy, left(0, 5996)]);
  expect(problemSchema.parse(await refused.json()).code).toBe('rate_limited');
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  const second = await addToken(world.db, editor);
  expect((await ask(films.GET, second.headers)).status).toBe(200);
});

test('all tokens of a person together have a limit, which leaves their pages alone', async () => {
  limits.current = { RATE_PERSON_PER_MINUTE: 2 };
  const editor = await world.addUser();
  const [one, other] = [await addToken(world.db, editor), await addToken(world.db, editor)];
  expect((await ask(films.GET, one.headers)).status).toBe(200);
  expect((await ask(films.GET, other.headers)).status).toBe(200);
  expect((await ask(films.GET, one.headers)).status).toBe(429);
  const page = await cookieOf(editor);
  expect((await ask(films.POST, page, make('One'))).status).toBe(201);
  expect((await ask(films.POST, page, make('Two'))).status).toBe(201);
  expect((await ask(films.POST, page, make('Three'))).status).toBe(429);
  expect(saidOf(await ask(films.GET, page))).toEqual([200, null, null]);
});

test('an address has a limit, for strangers and for bad tokens as well', async () => {
  limits.current = { RATE_ADDRESS_PER_MINUTE: 2 };
  const from = '198.51.100.7, 192.0.2.2';
  const bad = { authorization: 'Bearer no' };
  expect(saidOf(await ask(files.GET, {}, { from }))).toEqual([
    ...[404, '"address";q=2;w=60', '"address";r=1;t=_'],
  ]);
  expect((await ask(films.GET, bad, { from })).status).toBe(401);
  expect((await ask(films.GET, bad, { from: '203.0.113.1, 192.0.2.2' })).status).toBe(429);
  expect((await ask(films.GET, bad, { from: '192.0.2.3' })).status).toBe(401);
});

test('a stranger who is not let in costs no row', async () => {
  const from = '192.0.2.4';
  expect(saidOf(await ask(films.GET, {}, { from }))).toEqual([401, null, null]);
  expect(await world.db.rateLimit.count({ where: { key: `address:${from}` } })).toBe(0);
});

test('a limit of 0 counts nothing', async () => {
  limits.current = { RATE_TOKEN_PER_MINUTE: 0, RATE_PERSON_PER_MINUTE: 0 };
  const { headers } = await addToken(world.db, await world.addUser());
  expect(saidOf(await ask(films.GET, headers))).toEqual([200, null, null]);
});

test('uploads have a budget of their own, of which each file of a batch takes', async () => {
  limits.current = { UPLOAD_REQUESTS_PER_MINUTE: 4 };
  const page = await cookieOf(await world.addUser());
  const file = { fileName: 'a.png', size: 10, purpose: 'media.image' };
  const three = { method: 'POST', body: { uploads: [file, file, file] } };
  const policy = '"uploads";q=4;w=60';
  expect(saidOf(await ask(batch.POST, page, three))).toEqual([200, policy, '"uploads";r=1;t=_']);
  expect(saidOf(await ask(batch.POST, page, three))).toEqual([429, policy, '"uploads";r=0;t=_']);
  expect((await ask(uploads.GET, page)).status).toBe(429);
});

test('who a token speaks for, and that it asks, are one statement each', async () => {
  const { headers } = await addToken(world.db, await world.addUser(), { scopes: ['read'] });
  const from = '192.0.2.6';
  const refuse = () => ask(films.POST, headers, { ...make('No'), from });
  // The first time is also written down as the last use.
  expect((await refuse()).status).toBe(403);
  expect(await countQueries(refuse)).toBe(2);
});

test('many at once neither miscount nor wait for each other in a ring', async () => {
  limits.current = { RATE_TOKEN_PER_MINUTE: 15 };
  const editor = await world.addUser();
  const [one, other] = [await addToken(world.db, editor), await addToken(world.db, editor)];
  const asked = [one, other].flatMap(({ headers }) =>
    Array.from({ length: 20 }, () => ask(films.GET, headers, { from: '192.0.2.5' })),
  );
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(30);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
});
