// Proves that connected workers get no more than they take, and that what one of them loses another gets.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashSigningKey } from '../signature.ts';
import {
  readRuns,
  type Stage,
  signingKey,
  startStage,
  startWorker,
  type TestWorker,
  until,
} from '../test-stage.ts';
import { kinds } from './messages.ts';
import {
  askToConnect,
  connectScripted,
  type Request,
  responseTo,
  type ScriptedWorker,
  scriptedFunction,
} from './test-scripted-worker.ts';

let stage: Stage;
const scripted: ScriptedWorker[] = [];
const workers: TestWorker[] = [];

beforeEach(async () => {
  stage = await startStage({ silentMs: 1500 }, 'connect');
});
afterEach(async () => {
  for (const worker of scripted.splice(0)) worker.cut();
  await Promise.all(workers.splice(0).map((worker) => worker.drain()));
  await stage.stop();
});

async function connect(
  ...given: Parameters<typeof connectScripted> extends [string, ...infer R] ? R : never
) {
  const worker = await connectScripted(stage.runnerUrl, ...given);
  scripted.push(worker);
  await until(() => worker.isReady() || worker.closed !== undefined || undefined);
  return worker;
}

const request = (worker: ScriptedWorker, index = 0) => until(() => worker.requests[index]);

async function results(): Promise<unknown[]> {
  const { rows } = await stage.pool.query(
    `select result from function_runner.run where status = 'completed' order by created_at`,
  );
  return rows.map((row) => row.result);
}
const resultsOf = (count: number) =>
  until(async () => {
    const found = await results();
    return found.length === count ? found : undefined;
  });

test('a stranger is told nothing, and a token is good for its own connection only', async () => {
  const stranger = signingKey.replace('0123', '3210');
  expect((await askToConnect(stage.runnerUrl, stranger)).status).toBe(401);
  const { closed } = await connect({ token: `${Date.now() + 60_000}.00` });
  expect(closed).toEqual({ reason: 'not announced' });
});

test('functions the runner cannot do are refused by name', async () => {
  const functions = [{ ...scriptedFunction, debounce: { period: '1m' } }];
  const { closed } = await connect({ functions });
  expect(closed?.reason).toMatch(/^app-scripted: debounce is not supported/);
  await until(() => stage.logged.find((line) => /app-scripted: debounce/.test(line)));
});

test('a worker gets one call for each place, the next when it answered', async () => {
  const worker = await connect();
  await stage.client.send([{ name: 'scripted' }, { name: 'scripted' }]);
  const first = await request(worker);
  expect(first).toMatchObject({ appName: 'app', functionSlug: 'app-scripted', stepId: 'step' });
  const other = await connect();
  const second = await request(other);
  expect(worker.requests).toHaveLength(1);
  other.answer(second, 'second');
  worker.answer(first, 'first');
  expect((await resultsOf(2)).sort()).toEqual(['first', 'second']);
});

test('a call whose worker is gone is made again by another one', async () => {
  const worker = await connect();
  await stage.client.send({ name: 'scripted' });
  worker.about(kinds.requestAck, await request(worker));
  const other = await connect();
  worker.cut();
  other.answer(await request(other), 'by the other');
  expect(await resultsOf(1)).toEqual(['by the other']);
});

test('what reaches a worker that is leaving goes to another; what it has counts', async () => {
  const leaving = await connect();
  await stage.client.send({ name: 'scripted' });
  const untaken = await request(leaving);
  leaving.say(kinds.workerPause);
  const other = await connect();
  const taken = await request(other);
  expect(taken.runId).toBe(untaken.runId);
  other.about(kinds.requestAck, taken);
  other.say(kinds.workerPause);
  other.answer(taken, 'finished');
  expect(await resultsOf(1)).toEqual(['finished']);
});

test('a silent worker is taken for dead', async () => {
  const silent = await connect();
  await stage.client.send({ name: 'scripted' });
  silent.about(kinds.requestAck, await request(silent));
  await until(() => silent.closed);
  const other = await connect();
  other.answer(await request(other), 'by the other');
  expect(await resultsOf(1)).toEqual(['by the other']);
});

test('a call goes with the worker to its next socket; a lease nobody waits for is lost', async () => {
  const before = await connect();
  await stage.client.send({ name: 'scripted' });
  const held = await request(before);
  before.about(kinds.requestAck, held);
  const after = await connect();
  after.about(kinds.extendLease, held);
  expect(await until(() => after.leases[0])).toBe(held.requestId);
  before.cut();
  after.about(kinds.extendLease, { ...held, requestId: 'nobody waits' });
  expect(await until(() => (after.leases.length === 2 ? after.leases[1] : undefined))).toBe('');
  after.answer(held, 'over the next socket');
  expect(await resultsOf(1)).toEqual(['over the next socket']);
});

test('an answer may come without a socket', async () => {
  const worker = await connect();
  await stage.client.send({ name: 'scripted' });
  const held = await request(worker);
  worker.about(kinds.requestAck, held);
  const flush = (given: Request, key: string) =>
    fetch(`${stage.runnerUrl}/v0/connect/flush`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hashSigningKey(key)}` },
      body: Buffer.from(responseTo(given, 'flushed')),
    });
  expect((await flush(held, signingKey.replace('0123', '3210'))).status).toBe(401);
  expect((await flush(held, signingKey)).status).toBe(200);
  expect(await resultsOf(1)).toEqual(['flushed']);
});

test('a worker that drains finishes what it has, takes nothing new, and is gone then', async () => {
  const begun: string[] = [];
  const door = Promise.withResolvers<void>();
  const held = stage.client.createFunction(
    { id: 'held', triggers: [{ event: 'held' }] },
    async ({ event }) => {
      begun.push(event.data.name);
      if (event.data.name === 'first') await door.promise;
      return event.data.name;
    },
  );
  const leaving = await startWorker(stage.client, [held]);
  await stage.client.send({ name: 'held', data: { name: 'first' } });
  await until(() => begun.length || undefined);
  const isGone = leaving.drain();
  await stage.client.send({ name: 'held', data: { name: 'second' } });
  workers.push(await startWorker(stage.client, [held]));
  await until(async () => (await results()).length || undefined);
  expect(await results()).toEqual(['second']);
  door.resolve();
  await isGone;
  expect((await resultsOf(2)).sort()).toEqual(['first', 'second']);
  expect(await readRuns(stage.pool, held)).toHaveLength(2);
});
