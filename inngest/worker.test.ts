import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { freePort } from '#lib/embedded/processes/free-port.ts';

let worker: ChildProcess | undefined;

afterEach(async () => {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
});

/** Nothing of this is reached: the worker only has to start. */
const nowhere = 'http://127.0.0.1:9';
const variables = {
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/nothing',
  ...{
    R2_ENDPOINT: nowhere,
    R2_ACCESS_KEY_ID: 'a',
    R2_SECRET_ACCESS_KEY: 'b',
    R2_BUCKET: 'bucket',
  },
  ...{ INNGEST_BASE_URL: nowhere, INNGEST_EVENT_KEY: 'k', INNGEST_SIGNING_KEY: 'signkey-test-00' },
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
  'serves the functions to whoever has the key, behind everything else, until it is told to stop: in $whose',
  async ({ detached }) => {
    const port = await freePort();
    const ours = await turnOf('self');
    worker = spawn(process.execPath, ['--conditions=react-server', 'inngest/worker.ts'], {
      env: { ...variables, WORKER_PORT: String(port) },
      stdio: 'ignore',
      detached,
    });
    const url = `http://127.0.0.1:${port}/`;
    const health = await vi.waitUntil(() => fetch(url).catch(() => null), { timeout: 100_000 });
    expect(health.status).toBe(204);
    const unsigned = await fetch(`${url}api/inngest?fnId=cutroom-process-image&stepId=step`, {
      method: 'POST',
      body: '{}',
    });
    expect(unsigned.status).toBe(401);
    // Nowhere but on Linux do threads have numbers.
    const threads = await readdir(`/proc/${worker.pid}/task`).catch(() => [String(worker?.pid)]);
    for (const thread of threads) expect(getPriority(Number(thread))).toBe(19);
    expect(await turnOf('self')).toBe(ours);
    if (detached && ours) expect(await turnOf(worker.pid ?? '')).toMatch(/nice 19$/m);
    worker.kill('SIGTERM');
    expect((await once(worker, 'exit'))[0]).toBe(0);
  },
  120_000,
);
