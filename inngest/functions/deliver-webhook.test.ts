// Messages through an event server and a worker that connects to it, at a receiver on this machine.
import { randomUUID } from 'node:crypto';
import { ConnectionState, connect, type WorkerConnection } from 'inngest/connect';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { deliverEvents } from '#lib/db/outbox.ts';
import { startRunner } from '#lib/embedded/functions/runner.ts';
import { inngest, sendEvents } from '#lib/jobs/client.ts';
import { announceMedia } from '#lib/ports/announce-media.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { isSigned } from '#lib/testing/is-signed.ts';
import { createTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { openWebhookReceiver, type WebhookReceiver } from '#lib/testing/webhook-receiver.ts';
import { createWebhook } from '#lib/webhooks/webhooks.ts';
import { deliverWebhook } from './deliver-webhook.ts';

let world: TestWorld;
let owner: Actor;
let runner: Awaited<ReturnType<typeof startRunner>>;
let runnerDatabase: TestDatabase;
let worker: WorkerConnection;
const patience = { timeout: 30_000, interval: 20 };

beforeAll(async () => {
  runnerDatabase = await createTestDatabase({ migrated: false });
  const keys = { eventKey: 'hooks', signingKey: `signkey-test-${'ab'.repeat(32)}` };
  const databaseUrl = runnerDatabase.url;
  const options = { port: 0, databaseUrl, graceMs: 100, retryDelayMs: () => 100, log: () => {} };
  runner = await startRunner({ ...options, ...keys });
  world = await createTestWorld({
    ...{ INNGEST_BASE_URL: runner.url, INNGEST_EVENT_KEY: keys.eventKey },
    ...{ INNGEST_SIGNING_KEY: keys.signingKey, WEBHOOKS_ALLOW_PRIVATE: '1' },
  });
  worker = await connect({
    apps: [{ client: inngest(), functions: [deliverWebhook()] }],
    ...{ instanceId: randomUUID(), maxWorkerConcurrency: 4 },
    ...{ handleShutdownSignals: [], isolateExecution: false },
  });
  await vi.waitUntil(() => worker.state === ConnectionState.ACTIVE, patience);
});
afterAll(async () => {
  await worker.close();
  await runner.stop();
  await runnerDatabase.drop();
  await world.close();
});
beforeEach(async () => {
  owner = await world.addUser();
});

async function listen(receiver: WebhookReceiver) {
  const context = { actor: owner, ports: world.ports };
  const events = ['media.ready'] as ['media.ready'];
  return createWebhook({ name: 'Archive', url: receiver.url, events }, context);
}

/** So many media become ready, and what that enters is handed to the event server. */
async function makeReady(count: number): Promise<void> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push((await addMedia(world.db, owner)).id);
  await world.db.$transaction((tx) => announceMedia(tx, 'media.ready', ids, world.ports.now()));
  await deliverEvents(world.db, sendEvents);
}

const rowsOf = (endpointId: string) =>
  world.db.webhookDelivery.findMany({
    where: { endpointId },
    include: { attempts: { orderBy: { number: 'asc' } } },
  });
const allDelivered = async (endpointId: string) =>
  (await rowsOf(endpointId)).every(({ status }) => status === 'delivered');

test('what fails is sent again seconds later, signed anew under the same id, and written down', async () => {
  const receiver = await openWebhookReceiver();
  const { id, secret } = await listen(receiver);
  receiver.answer = () => (receiver.got.length === 1 ? 502 : 204);
  await makeReady(1);
  await vi.waitUntil(() => allDelivered(id), patience);
  const [first, second, ...more] = receiver.got;
  if (!first || !second) throw new Error('too few came');
  expect(more).toEqual([]);
  expect(second.body).toBe(first.body);
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
  expect([first, second].every((message) => isSigned(message, secret))).toBe(true);
  const [row] = await rowsOf(id);
  expect(row?.attempts.map(({ statusCode }) => statusCode)).toEqual([502, 204]);
  const [failed, delivered] = row?.attempts ?? [];
  const waitedMs = Number(delivered?.startedAt) - Number(failed?.finishedAt);
  expect(waitedMs).toBeGreaterThanOrEqual(4900);
  receiver.close();
}, 60_000);

test('one that is slow does not hold others, and is told one thing at a time', async () => {
  const [slow, quick] = [await openWebhookReceiver(), await openWebhookReceiver()];
  const door = Promise.withResolvers<void>();
  let [now, most] = [0, 0];
  slow.answer = async () => {
    now += 1;
    most = Math.max(most, now);
    await door.promise;
    now -= 1;
    return 200;
  };
  const slowId = (await listen(slow)).id;
  await makeReady(4);
  await vi.waitUntil(() => slow.got.length === 1, patience);
  const quickId = (await listen(quick)).id;
  await makeReady(3);
  await vi.waitUntil(() => quick.got.length === 3, patience);
  await vi.waitUntil(() => allDelivered(quickId), patience);
  expect([slow.got.length, most]).toEqual([1, 1]);
  door.resolve();
  await vi.waitUntil(() => allDelivered(slowId), patience);
  expect([slow.got.length, most]).toEqual([7, 1]);
  slow.close();
  quick.close();
}, 60_000);

test('a step whose end is lost is done again: the same id at the receiver, one row of the attempt', async () => {
  const receiver = await openWebhookReceiver();
  const { id } = await listen(receiver);
  // What is written after the message was sent fails, as if its worker had been killed there.
  await world.db.$executeRaw`
    create function cut_short() returns trigger language plpgsql
    as $$ begin raise exception 'cut short'; end $$`;
  await world.db.$executeRaw`
    create trigger cut_short before update on webhook_attempts
    for each row when (new.finished_at is not null) execute function cut_short()`;
  receiver.answer = async () => {
    if (receiver.got.length > 1) {
      await world.db.$executeRaw`drop trigger if exists cut_short on webhook_attempts`;
    }
    return 204;
  };
  await makeReady(1);
  await vi.waitUntil(() => allDelivered(id), patience);
  const ids = receiver.got.map(({ headers }) => headers['webhook-id']);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  expect(await rowsOf(id)).toMatchObject([
    { tries: 1, attempts: [{ number: 1, statusCode: 204 }] },
  ]);
  receiver.close();
}, 60_000);
