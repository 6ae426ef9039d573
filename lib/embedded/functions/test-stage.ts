// A stage for tests: the stock SDK behind a plain HTTP server, a runner, a database of their own.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inngest, type InngestFunction } from 'inngest';
import { connect } from 'inngest/connect';
import { serve } from 'inngest/node';
import pg from 'pg';
import { expect } from 'vitest';
import { createTestDatabase } from '#lib/testing/test-database.ts';
import { freePort } from '../processes/free-port.ts';
import type { RunnerOptions } from './options.ts';
import { startRunner } from './runner.ts';

export const eventKey = 'test-event-key';
export const signingKey = `signkey-test-${'0123456789abcdef'.repeat(4)}`;

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A client in cloud mode that talks to the runner at `baseUrl`. */
export function createClient(baseUrl: string, key = signingKey): Inngest {
  return new Inngest({
    id: 'app',
    baseUrl,
    eventKey,
    signingKey: key,
    isDev: false,
    logger: silent,
  });
}

export type TestApp = {
  url: string;
  port: number;
  /** Serves these functions from now on, without telling the runner. */
  use: (functions: InngestFunction.Any[]) => void;
  close: () => Promise<void>;
};

/** An app that serves functions with `inngest/node`. */
export async function startApp(client: Inngest, port = 0): Promise<TestApp> {
  let handler = serve({ client, functions: [] });
  const server = http.createServer((request, response) => {
    void handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}/api/inngest`,
    port: bound,
    use(functions) {
      handler = serve({ client, functions });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type TestWorker = {
  /** Takes no more calls, and resolves when those it has are answered. */
  drain: () => Promise<void>;
};

/** A worker that connects with these functions; resolves once it takes calls. */
export async function startWorker(
  client: Inngest,
  functions: InngestFunction.Any[],
  places = 8,
): Promise<TestWorker> {
  const connection = await connect({
    ...{ apps: [{ client, functions }], maxWorkerConcurrency: places },
    ...{ handleShutdownSignals: [], isolateExecution: false },
  });
  return { drain: () => connection.close() };
}

/** Makes the app register with its runner; answers as the SDK does. */
export async function register(app: TestApp): Promise<{ status: number; message: string }> {
  const response = await fetch(app.url, { method: 'PUT' });
  const { message } = (await response.json()) as { message: string };
  return { status: response.status, message };
}

type RunRow = {
  id: string;
  status: string;
  result: unknown;
  error: { name: string; message: string } | null;
};

export type Stage = {
  client: Inngest;
  app: TestApp;
  runnerUrl: string;
  databaseUrl: string;
  pool: pg.Pool;
  logged: string[];
  /** Serves these functions and has them registered. */
  serve: (...functions: InngestFunction.Any[]) => Promise<void>;
  runsOf: (fn: InngestFunction.Any) => Promise<RunRow[]>;
  /** The runs of a function once `count` of them have ended, oldest first. */
  ended: (fn: InngestFunction.Any, count?: number) => Promise<RunRow[]>;
  stop: () => Promise<void>;
};

/** Waits until `read` gives something that is not undefined, and returns it. */
export async function until<T>(read: () => Promise<T | undefined> | T | undefined): Promise<T> {
  let found: T | undefined;
  await expect
    .poll(
      async () => {
        found = await read();
        return found !== undefined;
      },
      { interval: 15, timeout: 25_000 },
    )
    .toBe(true);
  return found as T;
}

/** How a runner reaches functions: it calls the app, or a worker connects to it. */
export type Transport = 'http' | 'connect';

/** Sets everything up; retries come after 20 ms unless told otherwise. */
export async function startStage(
  options: Partial<RunnerOptions> = {},
  transport: Transport = 'http',
): Promise<Stage> {
  const database = await createTestDatabase({ migrated: false });
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const port = await freePort();
  const client = createClient(`http://127.0.0.1:${port}`);
  const app = await startApp(client);
  const logged: string[] = [];
  const runner = await startRunner({
    port,
    databaseUrl: database.url,
    ...(transport === 'http' && { appUrl: app.url }),
    eventKey,
    signingKey,
    workers: 8,
    retryDelayMs: () => 20,
    graceMs: 200,
    log: (message) => logged.push(message),
    ...options,
  });
  let worker: TestWorker | undefined;
  return {
    client,
    app,
    pool,
    logged,
    runnerUrl: runner.url,
    databaseUrl: database.url,
    async serve(...functions) {
      if (transport === 'connect') {
        const former = worker;
        worker = await startWorker(client, functions);
        await former?.drain();
        return;
      }
      app.use(functions);
      expect(await register(app)).toMatchObject({ status: 200 });
      await until(async () => (await isReachable(runner.url)) || undefined);
    },
    runsOf: (fn) => readRuns(pool, fn),
    ended: (fn, count = 1) =>
      until(async () => {
        const runs = await readRuns(pool, fn);
        const ended = runs.filter((run) => !['queued', 'running'].includes(run.status));
        return ended.length >= count ? ended : undefined;
      }),
    async stop() {
      await worker?.drain();
      await runner.stop();
      await app.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** All runs of a function, oldest first. */
export async function readRuns(pool: pg.Pool, fn: InngestFunction.Any): Promise<RunRow[]> {
  const { rows } = await pool.query<RunRow>(
    `select id, status, result, error from function_runner.run
     where function_id = $1 order by created_at, id`,
    [fn.id('app')],
  );
  return rows;
}

/** Whether the runner has somebody who executes steps. */
export async function isReachable(runnerUrl: string): Promise<boolean> {
  return (await (await fetch(`${runnerUrl}/health`)).json()).appReachable;
}
