import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { storageAuditSchema, storageAuditsSchema } from '#lib/shared/schemas/storage-audit.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { GET, POST } from './route.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

async function ask(handler: typeof GET, role: 'admin' | 'editor' | null): Promise<Response> {
  const cookie = role === null ? '' : await world.cookieOf(await world.addUser(role));
  const request = new Request('http://studio.example/api/storage-audits', {
    method: handler === POST ? 'POST' : 'GET',
    headers: { host: 'studio.example', cookie },
  });
  return handler(request, { params: Promise.resolve({}) });
}

const codeOf = async (answer: Response) => problemSchema.parse(await answer.json()).code;

test('an admin starts one and finds it among the last, and a second one has to wait', async () => {
  const empty = await ask(GET, 'admin');
  expect(storageAuditsSchema.parse(await empty.json()).results).toEqual([]);
  const started = await ask(POST, 'admin');
  expect(started.status).toBe(202);
  const audit = storageAuditSchema.parse(await started.json());
  const list = storageAuditsSchema.parse(await (await ask(GET, 'admin')).json());
  expect(list.results).toEqual([audit]);
  const second = await ask(POST, 'admin');
  expect([second.status, await codeOf(second)]).toEqual([409, 'conflict']);
});

test.each([
  ['an editor', 'editor', 403, 'forbidden'],
  ['nobody', null, 401, 'unauthenticated'],
] as const)('%s is refused', async (_, role, status, code) => {
  for (const handler of [GET, POST]) {
    const answer = await ask(handler, role);
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
  }
});
