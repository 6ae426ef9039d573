// The function runner with a worker that does nothing, each a process of its own, on a database of their own.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'pg';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { spawnAttached } from '#lib/embedded/processes/spawn-attached.ts';
import { ownDatabase } from './own-database.ts';

export type QueuedEvent = { name: string; data: Record<string, string | number> };

export type BareQueue = {
  /** One request, however many events. Throws when the runner refuses. */
  send(events: QueuedEvent[]): Promise<void>;
  /** Resolves once so many runs of a function wait for their turn, have it, or are over. */
  queued(fn: string, count: number): Promise<void>;
  /** Resolves once so many runs of a function have ended well; of one owner, when told. */
  completed(fn: string, count: number, ownerId?: string): Promise<void>;
  /** The floor of a step: one HTTP call to the worker and one durable row. */
  callAndInsert(): Promise<void>;
  /** What was completed so far counts no more. */
  forget(): Promise<void>;
  close(): Promise<void>;
};

const functions = 3;
const startWithinMs = 60_000;
const patienceMs = 10 * 60_000;
const lookEveryMs = 20;

/** Resolves once the runner knows the functions. Throws with nothing left running when it does not. */
export async function startBareQueue(variables: Record<string, string>): Promise<BareQueue> {
  const { url, drop } = await ownDatabase(variables.DATABASE_URL ?? '', 'jobs');
  const ports = { runner: await freePort(), worker: await freePort() };
  const runnerUrl = `http://127.0.0.1:${ports.runner}`;
  const workerUrl = `http://127.0.0.1:${ports.worker}/`;
  const worker = spawnAttached(
    ['--conditions=react-server', 'inngest/trivial-worker.ts'],
    {
      ...variables,
      ...{ NODE_ENV: 'production', DATABASE_URL: url, INNGEST_BASE_URL: runnerUrl },
      WORKER_PORT: String(ports.worker),
    },
    'inherit',
  );
  const runner = spawnAttached(
    ['lib/embedded/functions/main.ts'],
    {
      RUNNER_PORT: String(ports.runner),
      RUNNER_DATABASE_URL: url,
      RUNNER_APP_URL: `${workerUrl}api/inngest`,
      RUNNER_EVENT_KEY: variables.INNGEST_EVENT_KEY ?? '',
      RUNNER_SIGNING_KEY: variables.INNGEST_SIGNING_KEY ?? '',
    },
    'pipe',
  );
  runner.stdout?.resume();
  runner.stderr?.resume();
  const pool = new Pool({ connectionString: url, max: 16 });
  const close = async () => {
    for (const child of [runner, worker]) {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    await pool.end();
    await drop();
  };
  try {
    await until(() => knowsAll(runnerUrl), startWithinMs);
    await pool.query('create table bare_row (id bigserial primary key, payload json not null)');
  } catch (error) {
    await close();
    throw error;
  }
  let since = new Date(0);
  const atLeast = (count: number, ...which: (string | null)[]) =>
    until(async () => {
      const { rows } = await pool.query<{ count: number }>(countSql, [...which, since]);
      return (rows[0]?.count ?? 0) >= count;
    }, patienceMs);
  return {
    close,
    async send(events) {
      const eventsUrl = `${runnerUrl}/e/${variables.INNGEST_EVENT_KEY}`;
      const answer = await fetch(eventsUrl, { method: 'POST', body: JSON.stringify(events) });
      if (!answer.ok) throw new Error(`the runner refused events: ${await answer.text()}`);
      await answer.body?.cancel();
    },
    queued: (fn, count) => atLeast(count, `cutroom-${fn}`, null, null),
    completed: (fn, count, ownerId) =>
      atLeast(count, `cutroom-${fn}`, 'completed', ownerId ?? null),
    async callAndInsert() {
      await (await fetch(workerUrl)).body?.cancel();
      await pool.query('insert into bare_row (payload) values ($1)', ['{"ok":true}']);
    },
    async forget() {
      const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
      since = rows[0]?.now ?? since;
    },
  };
}

const countSql = `
  select count(*)::int as count from function_runner.run
  where function_id = $1 and ($2::text is null or status = $2)
    and ($3::text is null or event -> 'data' ->> 'ownerId' = $3) and created_at >= $4`;

async function knowsAll(runnerUrl: string): Promise<boolean> {
  const health = await fetch(`${runnerUrl}/health`).then(
    (answer) => answer.json(),
    () => null,
  );
  return health?.functions === functions && health.appReachable === true;
}

async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('the queue does not get there');
    await setTimeout(lookEveryMs);
  }
}
