// Several workers behind a balancer, and a function runner that calls them: one machine as if it were many.
import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startRunner } from '#lib/embedded/functions/runner.ts';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { spawnAttached } from '#lib/embedded/processes/spawn-attached.ts';
import { startBalancer } from '#lib/testing/balancer.ts';

const execute = promisify(execFile);

export type Fleet = {
  /** Hands an event to the runner. Throws when it refuses. */
  send(event: { id: string; name: string; data: object }): Promise<void>;
  close(): Promise<void>;
};

export type FleetInput = {
  /** What the app runs with; its database is the runner's too, and must have no other one. */
  variables: Record<string, string>;
  /** Below it each worker has a folder for media of its own. */
  folder: string;
  /** One worker each, pinned to that core. */
  cores: number[];
};

/** How long a worker may take to listen on a busy machine. */
const startWithinMs = 60_000;

/** Resolves once every worker answers. Throws when one does not, with nothing left running. */
export async function startFleet({ variables, folder, cores }: FleetInput): Promise<Fleet> {
  const port = await freePort();
  const shared = { ...variables, INNGEST_BASE_URL: `http://127.0.0.1:${port}` };
  const workers: ChildProcess[] = [];
  const close = async () => {
    for (const worker of workers) await ended(worker);
  };
  try {
    const origins: string[] = [];
    for (const [i, core] of cores.entries()) {
      const own = {
        MEDIA_TMP_DIR: join(folder, `worker-${i}`),
        WORKER_PORT: `${await freePort()}`,
      };
      const origin = `http://127.0.0.1:${own.WORKER_PORT}`;
      workers.push(await startWorker({ ...shared, ...own }, core, origin));
      origins.push(origin);
    }
    const balancer = await startBalancer(origins);
    const runner = await startRunner({
      port,
      databaseUrl: variables.DATABASE_URL ?? '',
      appUrl: `${balancer.url}/api/inngest`,
      eventKey: variables.INNGEST_EVENT_KEY ?? '',
      signingKey: variables.INNGEST_SIGNING_KEY ?? '',
      workers: 4 * cores.length,
      log: () => {},
    });
    return {
      async send(event) {
        const url = `${runner.url}/e/${variables.INNGEST_EVENT_KEY}`;
        const answer = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
        if (!answer.ok) throw new Error(`the runner refused an event: ${await answer.text()}`);
      },
      async close() {
        await runner.stop();
        await balancer.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startWorker(
  variables: Record<string, string>,
  core: number,
  origin: string,
): Promise<ChildProcess> {
  const args = ['--conditions=react-server', 'inngest/worker.ts'];
  const worker = spawnAttached(args, { ...variables, NODE_ENV: 'production' }, 'pipe');
  worker.stdout?.resume();
  worker.stderr?.resume();
  const deadline = performance.now() + startWithinMs;
  while (!(await fetch(origin).catch(() => null))) {
    if (worker.exitCode !== null || performance.now() > deadline) {
      await ended(worker);
      throw new Error(`a worker did not start (exit ${worker.exitCode})`);
    }
    await setTimeout(50);
  }
  // All its threads; an encoder inherits the core and takes as many threads as it has cores.
  await execute('taskset', ['-acp', String(core), String(worker.pid)]);
  return worker;
}

async function ended(worker: ChildProcess | undefined): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}
