// Proves that a killed runner process loses nothing and repeats no step that was committed.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';
import { freePort } from '../processes/free-port.ts';
import { spawnAttached } from '../processes/spawn-attached.ts';
import {
  createClient,
  eventKey,
  readRuns,
  signingKey,
  startApp,
  type TestApp,
  until,
} from './test-stage.ts';

let database: TestDatabase;
let pool: pg.Pool;
let port: number;
let app: TestApp;
let client: ReturnType<typeof createClient>;
const processes: ChildProcess[] = [];

beforeEach(async () => {
  database = await createTestDatabase({ migrated: false });
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  port = await freePort();
  client = createClient(`http://127.0.0.1:${port}`);
  app = await startApp(client);
});
afterEach(async () => {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
  await app.close();
  await pool.end();
  await database.drop();
});

async function spawnRunner(): Promise<ChildProcess> {
  const child = spawnAttached(
    ['lib/embedded/functions/main.ts'],
    {
      RUNNER_PORT: String(port),
      RUNNER_DATABASE_URL: database.url,
      RUNNER_APP_URL: app.url,
      RUNNER_EVENT_KEY: eventKey,
      RUNNER_SIGNING_KEY: signingKey,
    },
    'pipe',
  );
  processes.push(child);
  child.stderr?.resume();
  if (!child.stdout) throw new Error('The runner has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === `functions ready on ${port}`) return child;
  }
  throw new Error('The runner ended before it was ready');
}

/** One step before, one that is held at its first call, two beside each other, one after. */
function createWork() {
  const calls: string[] = [];
  const entered = Promise.withResolvers<void>();
  const hold = Promise.withResolvers<void>();
  const fn = client.createFunction(
    { id: 'work', triggers: [{ event: 'work' }], retries: 0 },
    async ({ step }) => {
      await step.run('before', () => calls.push('before'));
      await step.run('held', async () => {
        calls.push('held');
        entered.resolve();
        await hold.promise;
      });
      await Promise.all(['left', 'right'].map((name) => step.run(name, () => calls.push(name))));
      return await step.run('after', () => calls.push('after'));
    },
  );
  return { fn, calls, entered: entered.promise, release: hold.resolve };
}

async function committedSteps(): Promise<string[]> {
  const { rows } = await pool.query('select name from function_runner.step order by sequence');
  return rows.map((row) => row.name);
}

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'after %s in the middle of a step, the next runner finishes the run',
  async (signal) => {
    const { fn, calls, entered, release } = createWork();
    app.use([fn]);
    const first = await spawnRunner();
    await client.send({ name: 'work' });
    await entered;
    first.kill(signal);
    await once(first, 'exit');
    expect(await committedSteps()).toEqual(['before']);
    // However long its lease: the next runner sees that the first one is dead.
    await pool.query(
      `update function_runner.job set available_at = now() + interval '1 hour'
       where lease is not null`,
    );

    await spawnRunner();
    await until(() => (calls.filter((call) => call === 'held').length === 2 ? true : undefined));
    release();
    const run = await until(async () => {
      const [found] = await readRuns(pool, fn);
      return found?.status === 'running' ? undefined : found;
    });
    expect(run.status).toBe('completed');
    expect([...calls].sort()).toEqual(['after', 'before', 'held', 'held', 'left', 'right']);
    expect((await committedSteps()).sort()).toEqual(['after', 'before', 'held', 'left', 'right']);
  },
);

test('a runner killed again and again while 40 runs go through loses and repeats nothing', async () => {
  const committed: string[] = [];
  const fn = client.createFunction(
    { id: 'many', triggers: [{ event: 'many' }], retries: 0 },
    async ({ step, event }) => {
      const { number } = event.data as { number: number };
      const one = await step.run('one', () => number);
      const two = await step.run('two', () => one + 1);
      await step.run('three', () => committed.push(`${number}`));
      return two;
    },
  );
  app.use([fn]);
  let runner = await spawnRunner();
  await client.send(
    Array.from({ length: 40 }, (_, number) => ({
      name: 'many',
      id: `n${number}`,
      data: { number },
    })),
  );
  for (const share of [5, 15, 25]) {
    await until(() => (committed.length >= share ? true : undefined));
    runner.kill('SIGKILL');
    await once(runner, 'exit');
    runner = await spawnRunner();
  }
  const runs = await until(async () => {
    const all = await readRuns(pool, fn);
    return all.length === 40 && all.every((run) => run.status === 'completed') ? all : undefined;
  });
  const results = runs.map((run) => run.result as number).sort((a, b) => a - b);
  expect(results).toEqual(Array.from({ length: 40 }, (_, number) => number + 1));
  // Only a step that was under way at a kill may have been called again.
  expect(committed.length).toBeLessThan(40 + 3 * 8);
  expect(new Set(committed).size).toBe(40);
});
