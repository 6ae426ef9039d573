import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor } from '#lib/shared/actor.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { forgetOldAnswers } from '../db/kept-answers.ts';
import { AppError } from '../shared/errors.ts';
import { route } from './route.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

/** A route that counts how often it is really called. */
function counting(work = async (times: number): Promise<unknown> => ({ secret: `s-${times}` })) {
  let times = 0;
  const body = z.object({ name: z.string(), draftId: z.string().optional() });
  const POST = route({ body, status: 201 }, () => {
    times += 1;
    return work(times);
  });
  const send = async (key: string, init: { actor?: Actor; body?: object; path?: string } = {}) =>
    POST(
      new Request(`http://studio.example${init.path ?? '/api/things'}`, {
        method: 'POST',
        headers: {
          ...{ host: 'studio.example', cookie: await world.cookieOf(init.actor ?? editor) },
          'idempotency-key': key,
        },
        body: JSON.stringify(init.body ?? { name: 'one' }),
      }),
      { params: Promise.resolve({}) },
    );
  return { send, times: () => times };
}

async function problemOf(answer: Response) {
  const { status, code } = problemSchema.parse(await answer.json());
  return { status, code };
}

test('the same request again has the same answer and no other effect', async () => {
  const { send, times } = counting();
  const first = await send('again');
  const second = await send('again');
  expect([first.status, await first.json()]).toEqual([201, { secret: 's-1' }]);
  expect([second.status, await second.json()]).toEqual([201, { secret: 's-1' }]);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  expect(times()).toBe(1);
});

test('an answer that is no JSON is what it was', async () => {
  const headers = { 'content-type': 'application/xml' };
  const { send } = counting(async () => new Response('<a/>', { headers }));
  await send('xml');
  const again = await send('xml');
  expect([again.headers.get('content-type'), await again.text()]).toEqual([
    'application/xml',
    '<a/>',
  ]);
});

test('a key is one person’s, and of one address', async () => {
  const { send, times } = counting();
  const actor = await world.addUser();
  await send('mine');
  expect(await (await send('mine', { actor })).json()).toEqual({ secret: 's-2' });
  expect(await (await send('mine', { path: '/api/others' })).json()).toEqual({ secret: 's-3' });
  expect(times()).toBe(3);
});

test('the key of another request is refused', async () => {
  const { send, times } = counting();
  await send('taken');
  const other = { status: 422, code: 'idempotency_key_reused' };
  expect(await problemOf(await send('taken', { body: { name: 'two' } }))).toEqual(other);
  expect(await problemOf(await send('taken', { path: '/api/things?x=1' }))).toEqual(other);
  expect(times()).toBe(1);
});

test('a form is sent as often as it is saved: its draft is the key', async () => {
  const { send, times } = counting();
  await send('draft-1', { body: { name: 'one', draftId: 'draft-1' } });
  expect((await send('draft-1', { body: { name: 'two', draftId: 'draft-1' } })).status).toBe(201);
  expect(times()).toBe(2);
});

test('while the first is at it, the second is told to wait', async () => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const { send } = counting(async () => {
    begun.resolve();
    await gate.promise;
    return { done: true };
  });
  const first = send('slow');
  await begun.promise;
  const second = await send('slow');
  expect(second.headers.get('retry-after')).toBe('1');
  expect(await problemOf(second)).toEqual({ status: 409, code: 'idempotency_key_in_use' });
  gate.resolve();
  expect((await first).status).toBe(201);
  expect(await (await send('slow')).json()).toEqual({ done: true });
});

test('of many at once one is done', async () => {
  const { send, times } = counting();
  const answers = await Promise.all(Array.from({ length: 8 }, () => send('crowd')));
  expect(times()).toBe(1);
  const statuses = answers.map(({ status }) => status);
  expect(statuses).toContain(201);
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
});

test('what failed is tried again', async () => {
  const { send, times } = counting(async (times) => {
    if (times === 1) throw new AppError('storage_unavailable', 'Not now.');
    return { times };
  });
  expect((await send('failing')).status).toBe(503);
  expect(await (await send('failing')).json()).toEqual({ times: 2 });
  expect(times()).toBe(2);
});

test('an attempt that died with its process is taken over, by the same request only', async () => {
  const { send } = counting();
  await send('died');
  const dead = { answer: null, heldUntil: new Date(Date.now() - 1000) };
  await world.db.keptAnswer.updateMany({ data: dead });
  expect((await send('died', { body: { name: 'two' } })).status).toBe(422);
  expect(await (await send('died')).json()).toEqual({ secret: 's-2' });
});

test('what was done is told, also where its answer cannot be kept', async () => {
  const { send } = counting(async (times) => {
    await world.db.$executeRaw`alter table kept_answers rename column answer to lost`;
    return { times };
  });
  const answer = await send('unkept');
  await world.db.$executeRaw`alter table kept_answers rename column lost to answer`;
  expect([answer.status, await answer.json()]).toEqual([201, { times: 1 }]);
  expect((await problemOf(await send('unkept'))).code).toBe('idempotency_key_in_use');
});

test('a day later the key is free, and swept', async () => {
  const { send, times } = counting();
  await send('old');
  await world.db.keptAnswer.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  await send('old', { body: { name: 'two' } });
  expect(times()).toBe(2);
  await world.db.keptAnswer.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await forgetOldAnswers(world.db, 1000)).toBeGreaterThan(0);
  expect(await world.db.keptAnswer.count()).toBe(0);
});

test('neither answer nor key is to be read in the database', async () => {
  const { send } = counting();
  await send('a-key-nobody-knows');
  const rows = await world.db.keptAnswer.findMany();
  const bytes = Buffer.concat(rows.flatMap(({ answer }) => (answer ? [answer] : [])));
  expect(bytes.length).toBeGreaterThan(0);
  expect(bytes.includes('s-1')).toBe(false);
  expect(JSON.stringify(rows)).not.toContain('a-key-nobody-knows');
});
