// Proves what the runner's HTTP accepts and what it refuses.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSigningKey } from './signature.ts';
import {
  createClient,
  eventKey,
  register,
  type Stage,
  signingKey,
  startApp,
  startStage,
  until,
} from './test-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ resyncMs: 100 });
});
afterAll(() => stage.stop());

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${stage.runnerUrl}${path}`, {
    method: 'POST',
    body: text,
    headers,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('events: one or many, ids in order, a repeated request counts once', async () => {
  const events = [{ name: 'a' }, { name: 'b', id: 'mine' }];
  const seed = { 'x-inngest-event-id-seed': `${Date.now()},YWJjZGVmZ2hpag==` };
  const first = await post(`/e/${eventKey}`, events, seed);
  expect(first).toEqual({ status: 200, body: { ids: [expect.any(String), 'mine'], status: 200 } });
  expect(await post(`/e/${eventKey}`, events, seed)).toEqual(first);
  const single = await post(`/e/${eventKey}`, { name: 'c', data: { x: 1 } });
  expect(single.body.ids).toEqual([expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/)]);
  const { rows } = await stage.pool.query(
    'select name from function_runner.event order by sequence',
  );
  expect(rows.map((row) => row.name)).toEqual(['a', 'b', 'c']);
});

test.each([
  ['a wrong event key', '/e/other', { name: 'a' }, 401],
  ['no event key', '/e/', { name: 'a' }, 401],
  ['an event without a name', `/e/${eventKey}`, { data: {} }, 400],
  ['data that is not an object', `/e/${eventKey}`, { name: 'a', data: 'text' }, 400],
  ['a reserved name', `/e/${eventKey}`, { name: 'inngest/function.failed' }, 400],
  ['a name with NUL', `/e/${eventKey}`, { name: 'a\u0000' }, 400],
  ['what is not JSON', `/e/${eventKey}`, '{', 400],
  ['more than 4 MiB', `/e/${eventKey}`, { name: 'a', data: { x: 'x'.repeat(4_200_000) } }, 413],
  ['an API of the real server', '/v1/signals', {}, 501],
  ['realtime', '/v1/realtime/publish?channel=c', {}, 501],
])('%s is refused', async (_, path, body, status) => {
  const answer = await post(path, body);
  expect(answer).toMatchObject({ status, body: { status, error: expect.any(String) } });
});

test('registering needs the signing key', async () => {
  const wrong = hashSigningKey(signingKey.replace('0123', '3210'));
  for (const authorization of ['', `Bearer ${signingKey}`, `Bearer ${wrong}`]) {
    const answer = await post('/fn/register', { functions: [] }, { authorization });
    expect(answer).toMatchObject({ status: 401, body: { status: 401 } });
  }
});

test('an unsupported option is refused at registration, by function and name', async () => {
  const fn = stage.client.createFunction(
    { id: 'bouncing', triggers: [{ event: 'x' }], debounce: { period: '1m' } },
    () => {},
  );
  stage.app.use([fn]);
  const answer = await register(stage.app);
  expect(answer.status).toBe(422);
  expect(answer.message).toMatch(/app-bouncing: debounce is not supported/);
  await until(() => stage.logged.find((line) => /app-bouncing: debounce/.test(line)));
  await stage.serve();
});

test('app and runner with different keys refuse each other', async () => {
  const stranger = createClient(stage.runnerUrl, signingKey.replace('0123', '3210'));
  const app = await startApp(stranger);
  expect((await register(app)).status).toBe(401);
  const { createAppClient } = await import('./app-client.ts');
  const { settingsOf } = await import('./options.ts');
  const settings = settingsOf({ port: 0, databaseUrl: '', eventKey, signingKey });
  const client = createAppClient(app.url, settings);
  const answer = await client.call({
    ...{ functionId: 'app-x', stepId: 'step', runId: 'run', body: '{}' },
  });
  expect(answer).toEqual({ kind: 'unavailable', reason: "401 without the app's signature" });
  client.close();
  await app.close();
});

test('health tells how deep the queue is, runs what happened', async () => {
  const hold = Promise.withResolvers<void>();
  const fn = stage.client.createFunction(
    { id: 'held', triggers: [{ event: 'held' }], concurrency: 1 },
    () => hold.promise,
  );
  await stage.serve(fn);
  await stage.client.send([{ name: 'held' }, { name: 'held' }, { name: 'held' }]);
  const health = await until(async () => {
    const body = await (await fetch(`${stage.runnerUrl}/health`)).json();
    return body.running === 1 && body.queued === 2 && body.appReachable ? body : undefined;
  });
  expect(health).toMatchObject({ status: 'ok', functions: 1, scheduled: 0 });
  expect(health.oldestWaitingSeconds).toBeGreaterThan(0);
  hold.resolve();
  await stage.ended(fn, 3);
  const { runs } = await (await fetch(`${stage.runnerUrl}/runs?limit=2`)).json();
  expect(runs).toHaveLength(2);
  expect(runs[0]).toMatchObject({ functionId: 'app-held', eventName: 'held', status: 'completed' });
});
