import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import {
  apiTokenSchema,
  apiTokensSchema,
  type MadeToken,
  madeTokenSchema,
} from '#lib/shared/schemas/api-token.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { addToken } from '#lib/testing/add-token.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as one from './[id]/route.ts';
import * as tokens from './route.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

const handlers = { GET: tokens.GET, POST: tokens.POST, DELETE: one.DELETE };
type Asked = { by?: Actor; headers?: Record<string, string>; body?: object; id?: string };
async function ask(method: keyof typeof handlers, asked: Asked = {}): Promise<Response> {
  const { by = editor, id = '', body } = asked;
  const headers = asked.headers ?? { cookie: await world.cookieOf(by) };
  const request = new Request(`http://studio.example/api/tokens/${id}`, {
    ...{ method, headers: { host: 'studio.example', ...headers } },
    ...(body && { body: JSON.stringify(body) }),
  });
  return handlers[method](request, { params: Promise.resolve({ id }) });
}
async function make(fields: object = {}, asked: Asked = {}): Promise<MadeToken> {
  const body = { name: 'Backup', scopes: ['read', 'write'], ...fields };
  const answer = await ask('POST', { ...asked, body });
  expect(answer.status).toBe(201);
  return madeTokenSchema.parse(await answer.json());
}
async function list(by?: Actor) {
  return apiTokensSchema.parse(await (await ask('GET', { by })).json());
}
async function refusal(answer: Response) {
  const { code, errors = [] } = problemSchema.parse(await answer.json());
  return [answer.status, code, ...errors.map(({ path }) => path)];
}
const withCookie = async (headers: object) => ({
  ...{ cookie: await world.cookieOf(editor), ...headers },
});

describe('making one', () => {
  test('tells its secret once; the list knows the rest, newest first', async () => {
    const by = await world.addUser();
    const first = await make({ name: ' Backup ' }, { by });
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const second = await make({ scopes: ['write', 'read', 'read'], expiresAt }, { by });
    expect(first).toMatchObject({ name: 'Backup', expiresAt: null, lastUsedAt: null });
    expect(second).toMatchObject({ scopes: ['read', 'write'], expiresAt });
    const { count, results } = await list(by);
    const known = [second, first].map((token) => apiTokenSchema.parse(token));
    expect([count, results]).toEqual([2, known]);
    for (const { prefix, token } of [first, second]) {
      expect(token.startsWith(prefix)).toBe(true);
      expect(JSON.stringify(results)).not.toContain(token);
    }
    expect(await world.db.auditEntry.findMany({ where: { subjectId: second.id } })).toMatchObject([
      {
        ...{ actorId: by.id, action: 'create', noun: 'token' },
        details: { title: 'Backup', scopes: ['read', 'write'] },
      },
    ]);
  });

  test.each([
    ['nothing', {}, ['name', 'scopes']],
    ['no scope', { name: 'a', scopes: [] }, ['scopes']],
    ['admin on top of nothing', { name: 'a', scopes: ['admin'] }, ['scopes']],
    ['a scope there is not', { name: 'a', scopes: ['read', 'root'] }, ['scopes.1']],
    ['a blank name', { name: ' ', scopes: ['read'] }, ['name']],
    [
      'a time that is over',
      { name: 'a', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' },
      ['expiresAt'],
    ],
    ['no time at all', { name: 'a', scopes: ['read'], expiresAt: 'tomorrow' }, ['expiresAt']],
  ])('with %s is refused, naming the field', async (_, body, fields) => {
    expect(await refusal(await ask('POST', { body }))).toEqual([422, 'invalid_request', ...fields]);
  });

  test('with the scope admin is for admins', async () => {
    const body = { name: 'All', scopes: ['read', 'admin'] };
    expect(await refusal(await ask('POST', { body }))).toEqual([403, 'forbidden']);
    expect(await make(body, { by: await world.addUser('admin') })).toMatchObject(body);
  });

  test('twice under one idempotency key makes one, whose secret is not told again', async () => {
    const by = await world.addUser();
    const headers = { cookie: await world.cookieOf(by), 'idempotency-key': 'once' };
    const body = { name: 'Once', scopes: ['read'] };
    const answers = await Promise.all([1, 2, 3].map(() => ask('POST', { body, headers })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await list(by)).count).toBe(1);
  });

  test('is for people: a token makes none, whatever it may do', async () => {
    const admin = await world.addUser('admin');
    const { headers } = await addToken(world.db, admin, { scopes: ['read', 'write', 'admin'] });
    const body = { name: 'Child', scopes: ['read'] };
    expect(await refusal(await ask('POST', { body, headers }))).toEqual([403, 'forbidden']);
  });

  test('ends at a hundred, also when two are made at once', async () => {
    const by = await world.addUser();
    for (let made = 0; made < 99; made += 1) await addToken(world.db, by);
    const headers = { cookie: await world.cookieOf(by) };
    const body = { name: 'Last', scopes: ['read'] };
    const both = await Promise.all([
      ask('POST', { body, headers }),
      ask('POST', { body, headers }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('revoking one', () => {
  test('ends it at once, can be repeated, and is told of once', async () => {
    const { id, token } = await make();
    const headers = { authorization: `Bearer ${token}` };
    expect((await ask('GET', { headers })).status).toBe(200);
    const revoke = async () => (await ask('DELETE', { id })).status;
    expect([await revoke(), await revoke()]).toEqual([204, 204]);
    expect(await refusal(await ask('GET', { headers }))).toEqual([401, 'unauthenticated']);
    expect((await list()).results.map((left) => left.id)).not.toContain(id);
    const deeds = await world.db.auditEntry.findMany({
      where: { subjectId: id, action: 'revoke' },
    });
    expect(deeds).toMatchObject([{ actorId: editor.id, noun: 'token' }]);
  });

  test('somebody else’s, or one there is not, is 404, also for an admin', async () => {
    const { id } = await make();
    for (const by of [await world.addUser(), await world.addUser('admin')]) {
      expect(await refusal(await ask('DELETE', { id, by }))).toEqual([404, 'not_found']);
    }
    expect(await refusal(await ask('DELETE', { id: 'none' }))).toEqual([404, 'not_found']);
    expect((await list()).results.map((left) => left.id)).toContain(id);
  });

  test('a token may end itself, when it finds that it leaked', async () => {
    const { id, headers } = await addToken(world.db, editor, { scopes: ['write'] });
    expect((await ask('DELETE', { id, headers })).status).toBe(204);
    expect((await ask('DELETE', { id, headers })).status).toBe(401);
  });
});

test('a cross-site page makes and revokes nothing', async () => {
  const { id } = await make();
  const headers = await withCookie({ origin: 'https://evil.example' });
  const body = { name: 'Theirs', scopes: ['read'] };
  expect(await refusal(await ask('POST', { headers, body }))).toEqual([403, 'csrf']);
  expect(await refusal(await ask('DELETE', { headers, id }))).toEqual([403, 'csrf']);
});
