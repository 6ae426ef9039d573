// Steps beside each other, called through a balancer that sends them to different workers.
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Balancer, startBalancer } from '#lib/testing/balancer.ts';
import { createTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';
import { freePort } from '../processes/free-port.ts';
import { startRunner } from './runner.ts';
import {
  createClient,
  eventKey,
  readRuns,
  register,
  signingKey,
  startApp,
  type TestApp,
  until,
} from './test-stage.ts';

let database: TestDatabase;
let pool: pg.Pool;
let workers: TestApp[];
let balancer: Balancer;
let runner: Awaited<ReturnType<typeof startRunner>>;
let client: ReturnType<typeof createClient>;

beforeEach(async () => {
  database = await createTestDatabase({ migrated: false });
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const port = await freePort();
  client = createClient(`http://127.0.0.1:${port}`);
  workers = await Promise.all([startApp(client), startApp(client)]);
  balancer = await startBalancer(workers.map((worker) => new URL(worker.url).origin));
  runner = await startRunner({
    ...{ port, databaseUrl: database.url, appUrl: `${balancer.url}/api/inngest` },
    ...{ eventKey, signingKey, workers: 8, retryDelayMs: () => 20, graceMs: 200, log: () => {} },
  });
});
afterEach(async () => {
  await runner.stop();
  await balancer.close();
  await Promise.all(workers.map((worker) => worker.close()));
  await pool.end();
  await database.drop();
});

/** The same function on every worker; each part notes where it runs and waits to be let go. */
async function serveParts(limit: number) {
  const running = new Map<string, number>();
  const doors = new Map<string, PromiseWithResolvers<void>>();
  const attempts: string[] = [];
  let mostAtOnce = 0;
  let isOpen = false;
  const functionOn = (worker: number) =>
    client.createFunction(
      { id: 'parts', triggers: [{ event: 'parts' }], retries: 1, concurrency: { limit } },
      async ({ step }) => {
        const names = ['a', 'b', 'c', 'd'];
        const parts = await Promise.all(
          names.map((name) =>
            step.run(name, async () => {
              attempts.push(name);
              running.set(name, worker);
              mostAtOnce = Math.max(mostAtOnce, running.size);
              const door = Promise.withResolvers<void>();
              doors.set(name, door);
              if (isOpen) door.resolve();
              await door.promise;
              running.delete(name);
              return name;
            }),
          ),
        );
        return step.run('join', () => parts.join(''));
      },
    );
  const functions = workers.map((_, worker) => functionOn(worker));
  for (const [i, fn] of functions.entries()) workers[i]?.use([fn]);
  for (const worker of workers) expect(await register(worker)).toMatchObject({ status: 200 });
  const [fn] = functions;
  if (!fn) throw new Error('there is no worker');
  const ended = () =>
    until(async () => {
      const [run] = await readRuns(pool, fn);
      return run && !['queued', 'running'].includes(run.status) ? run : undefined;
    });
  const areRunning = (count: number) =>
    until(() => (running.size === count ? [...running] : undefined));
  const openAll = () => {
    isOpen = true;
    for (const door of doors.values()) door.resolve();
  };
  return { ended, areRunning, doors, openAll, attempts, mostAtOnce: () => mostAtOnce };
}

test('as many as the limit allows run at once, on every worker, and join when all are done', async () => {
  const { ended, areRunning, doors, attempts, mostAtOnce } = await serveParts(2);
  await client.send({ name: 'parts' });
  const first = await areRunning(2);
  expect(new Set(first.map(([, worker]) => worker)).size).toBe(2);
  doors.get(first[0]?.[0] ?? '')?.resolve();
  // The next one takes the free place while the other still runs.
  await until(() => (attempts.length === 3 ? true : undefined));
  for (const name of ['a', 'b', 'c', 'd']) {
    (await until(() => doors.get(name))).resolve();
  }
  expect(await ended()).toMatchObject({ status: 'completed', result: 'abcd' });
  expect(mostAtOnce()).toBe(2);
  expect([...attempts].sort()).toEqual(['a', 'b', 'c', 'd']);
});

test('a worker that dies with its step: another one takes it, and no other step is repeated', async () => {
  const { ended, areRunning, openAll, attempts } = await serveParts(2);
  await client.send({ name: 'parts' });
  const [lost] = await areRunning(2);
  if (!lost) throw new Error('two are running');
  await workers[lost[1]]?.close();
  openAll();
  expect(await ended()).toMatchObject({ status: 'completed', result: 'abcd' });
  expect([...attempts].sort()).toEqual(['a', 'b', 'c', 'd', lost[0]].sort());
});
