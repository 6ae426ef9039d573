import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startRunner } from '#lib/embedded/functions/runner.ts';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { createTestDatabase } from '#lib/testing/test-database.ts';

let worker: ChildProcess | undefined;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let runner: Awaited<ReturnType<typeof startRunner>> | undefined;

beforeEach(async () => {
  database = await createTestDatabase({ migrated: false });
});
afterEach(async () => {
  await endWorker();
  await runner?.stop();
  runner = undefined;
  await database.drop();
});

async function endWorker(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

/** No step is taken, so nothing of this is reached. */
const nowhere = 'http://127.0.0.1:9';
const variables = {
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/nothing',
  ...{
    R2_ENDPOINT: nowhere,
    R2_ACCESS_KEY_ID: 'a',
    R2_SECRET_ACCESS_KEY: 'b',
    R2_BUCKET: 'bucket',
  },
  ...{ INNGEST_EVENT_KEY: 'k', INNGEST_SIGNING_KEY: 'signkey-test-00' },
  NEXTAUTH_SECRET: 'x'.repeat(32),
  ...{ NODE_ENV: 'production' as const, LOG_LEVEL: 'silent' },
};

/** What Linux gives a whole session; elsewhere there is no such thing. */
const turnOf = (process: number | string) =>
  readFile(`/proc/${process}/autogroup`, 'utf8').catch(() => undefined);

test.each([
  { detached: true, whose: 'a session of its own' },
  { detached: false, whose: 'the session of whoever started it' },
])(
  'connects with every function, behind everything else, until it is told to stop: in $whose',
  async ({ detached }) => {
    const [port, runnerPort] = [await freePort(), await freePort()];
    const ours = await turnOf('self');
    const baseUrl = `http://127.0.0.1:${runnerPort}`;
    worker = spawn(process.execPath, ['--conditions=react-server', 'inngest/worker.ts'], {
      env: { ...variables, INNGEST_BASE_URL: baseUrl, WORKER_PORT: String(port) },
      stdio: 'ignore',
      detached,
    });
    const isWell = () =>
      fetch(`http://127.0.0.1:${port}`).then(
        ({ status }) => status,
        () => 0,
      );
    // Nobody is there to connect to.
    await vi.waitUntil(async () => (await isWell()) === 503, { timeout: 100_000 });
    runner = await startRunner({
      ...{ port: runnerPort, databaseUrl: database.url, log: () => {} },
      ...{ eventKey: variables.INNGEST_EVENT_KEY, signingKey: variables.INNGEST_SIGNING_KEY },
    });
    await vi.waitUntil(async () => (await isWell()) === 204, { timeout: 30_000 });
    const health = await (await fetch(`${baseUrl}/health`)).json();
    expect(health).toMatchObject({ appReachable: true });
    // Those that call onFailure count too.
    expect(health.functions).toBeGreaterThan(9);
    // Nowhere but on Linux do threads have numbers.
    const threads = await readdir(`/proc/${worker.pid}/task`).catch(() => [String(worker?.pid)]);
    for (const thread of threads) expect(getPriority(Number(thread))).toBe(19);
    expect(await turnOf('self')).toBe(ours);
    if (detached && ours) expect(await turnOf(worker.pid ?? '')).toMatch(/nice 19$/m);
    worker.kill('SIGTERM');
    expect((await once(worker, 'exit'))[0]).toBe(0);
    await vi.waitUntil(async () => !(await (await fetch(`${baseUrl}/health`)).json()).appReachable);
  },
  150_000,
);
