// Several workers, each on a core of its own, and the function runner they connect to: one machine as if
// it were many.
import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startRunner } from '#lib/embedded/functions/runner.ts';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { spawnAttached } from '#lib/embedded/processes/spawn-attached.ts';

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

/** How long a worker may take to connect on a busy machine. */
const startWithinMs = 60_000;

/** Resolves once every worker is connected. Throws when one does not, with nothing left running. */
export async function startFleet({ variables, folder, cores }: FleetInput): Promise<Fleet> {
  const port = await freePort();
  const shared = { ...variables, INNGEST_BASE_URL: `http://127.0.0.1:${port}` };
  const workers: ChildProcess[] = [];
  const runner = await startRunner({
    port,
    databaseUrl: variables.DATABASE_URL ?? '',
    eventKey: variables.INNGEST_EVENT_KEY ?? '',
    signingKey: variables.INNGEST_SIGNING_KEY ?? '',
    log: () => {},
  });
  const close = async () => {
    await runner.stop();
    for (const worker of workers) await ended(worker);
  };
  try {
    for (const [i, core] of cores.entries()) {
      const own = {
        ...{ MEDIA_TMP_DIR: join(folder, `worker-${i}`), WORKER_PORT: `${await freePort()}` },
        WORKER_STEPS_AT_ONCE: '4',
      };
      workers.push(await startWorker({ ...shared, ...own }, core));
    }
    return {
      async send(event) {
        const url = `${runner.url}/e/${variables.INNGEST_EVENT_KEY}`;
        const answer = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
        if (!answer.ok) throw new Error(`the runner refused an event: ${await answer.text()}`);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startWorker(variables: Record<string, string>, core: number): Promise<ChildProcess> {
  const args = ['--conditions=react-server', 'inngest/worker.ts'];
  const worker = spawnAttached(args, { ...variables, NODE_ENV: 'production' }, 'pipe');
  worker.stdout?.resume();
  worker.stderr?.resume();
  const deadline = performance.now() + startWithinMs;
  const url = `http://127.0.0.1:${variables.WORKER_PORT}`;
  while (!(await fetch(url).catch(() => null))?.ok) {
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
