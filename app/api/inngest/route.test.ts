// Proves that only an event server with the key is served, and that nobody else can have functions registered.
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { POST, PUT } from './route.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const ask = (method: 'POST' | 'PUT', headers: Record<string, string> = {}) =>
  new NextRequest('http://studio.example/api/inngest?fnId=cutroom-process-image&stepId=step', {
    ...{ method, headers: { 'x-inngest-server-kind': 'cloud', ...headers } },
    body: '{}',
  });

test('a call without a signature is refused', async () => {
  expect((await POST(ask('POST'), {})).status).toBe(401);
});

test('whoever asks to register the functions is refused: workers do that', async () => {
  const answer = await PUT(ask('PUT'), {});
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ code: 'forbidden' });
});

test('an event server that asks for them has to sign', async () => {
  const answer = await PUT(ask('PUT', { 'x-inngest-sync-kind': 'in_band' }), {});
  expect(answer.status).toBe(401);
});
