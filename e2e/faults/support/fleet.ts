// Two web and two worker processes on a database, a store and an event server of their own: one machine as
// if it were five.
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { lastingFreePort } from '#lib/embedded/processes/free-port.ts';
import { spawnAttached } from '#lib/embedded/processes/spawn-attached.ts';
import { createR2Storage } from '#lib/storage/r2.ts';
import { type Books, openBooks } from '#lib/testing/fault-stage/books.ts';
import { people } from '../../support/people.ts';
import { expect } from '../../support/test.ts';

export type Member = {
  process: ChildProcess;
  /** Where it answers: pages, or whether it is connected. */
  url: string;
  /** Where it works on media. */
  folder: string;
};

export type Fleet = {
  webs: [Member, Member];
  workers: [Member, Member];
  books: Books;
  /** The rows of a query on its database. */
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** The same process again, on its port. */
  startAgain(web: Member): Promise<Member>;
  stop(): Promise<void>;
};

const database = 'cutroom_fleet';

/** Resolves once both webs answer and both workers are connected. `serverUrl`: a PostgreSQL. */
export async function startFleet(serverUrl: string, folder: string): Promise<Fleet> {
  const members: ChildProcess[] = [];
  const start = (args: string[], variables: Record<string, string>) => {
    const child = spawnAttached(['--conditions=react-server', ...args], variables, 'pipe');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) =>
        said.set(child, `${said.get(child) ?? ''}${chunk}`.slice(-2000)),
      );
    }
    members.push(child);
    return child;
  };
  await runSql(serverUrl, `drop database if exists ${database} with (force)`);
  await runSql(serverUrl, `create database ${database} template template0`);
  const services = await startServices(
    Object.assign(new URL(serverUrl), { pathname: database }).href,
    folder,
    start,
  );
  const { variables } = services;

  async function startWeb(name: string, port: number): Promise<Member> {
    const own = { ...variables, PORT: String(port), DATA_DIR: join(folder, name) };
    const process = start(['lib/start/web.ts'], own);
    const url = `http://127.0.0.1:${port}`;
    await answers(process, `${url}/api/ready`);
    return { process, url, folder: own.DATA_DIR };
  }
  async function startWorker(name: string): Promise<Member> {
    const [port, work] = [await lastingFreePort(), join(folder, name)];
    const own = { ...variables, WORKER_PORT: String(port), MEDIA_TMP_DIR: work };
    const process = start(['lib/start/worker.ts'], own);
    const url = `http://127.0.0.1:${port}`;
    await answers(process, url);
    return { process, url, folder: work };
  }
  const ports = [await lastingFreePort(), await lastingFreePort()] as const;
  // At once: both find an empty database.
  const [webA, webB, first, second] = await Promise.all([
    startWeb('web-a', ports[0]),
    startWeb('web-b', ports[1]),
    startWorker('worker-1'),
    startWorker('worker-2'),
  ]);
  return {
    webs: [webA, webB],
    workers: [first, second],
    books: services.books,
    query: (sql, values) => runSql(variables.DATABASE_URL ?? '', sql, values),
    startAgain: ({ url }) => startWeb('web-b', Number(new URL(url).port)),
    async stop() {
      await Promise.all(members.map(end));
      await runSql(serverUrl, `drop database if exists ${database} with (force)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The end of what each process said, for whoever wonders why it ended. */
const said = new Map<ChildProcess, string>();

type Start = (args: string[], variables: Record<string, string>) => ChildProcess;

/** What a machine of its own would be for each. */
async function startServices(databaseUrl: string, folder: string, start: Start) {
  const [storePort, runnerPort] = [await lastingFreePort(), await lastingFreePort()];
  const [accessKeyId, secretAccessKey, secret] = [secretOf(16), secretOf(32), secretOf(32)];
  const [bucket, eventKey, signingKey] = ['fleet', secretOf(16), `signkey-fleet-${secretOf(32)}`];
  const store = start(['lib/embedded/store/main.ts'], {
    ...{ STORE_DIR: join(folder, 'store'), STORE_PORT: String(storePort), STORE_BUCKET: bucket },
    ...{ STORE_ACCESS_KEY_ID: accessKeyId, STORE_SECRET_ACCESS_KEY: secretAccessKey },
  });
  const runner = start(['lib/embedded/functions/main.ts'], {
    ...{ RUNNER_PORT: String(runnerPort), RUNNER_DATABASE_URL: databaseUrl, RUNNER_APP_URL: '' },
    ...{ RUNNER_EVENT_KEY: eventKey, RUNNER_SIGNING_KEY: signingKey },
  });
  const endpoint = `http://127.0.0.1:${storePort}`;
  const runnerUrl = `http://127.0.0.1:${runnerPort}`;
  await Promise.all([answers(store, endpoint, 599), answers(runner, `${runnerUrl}/health`)]);
  const storage = createR2Storage({ endpoint, accessKeyId, secretAccessKey, bucket });
  const variables: Record<string, string> = {
    DATABASE_URL: databaseUrl,
    ...{ R2_ENDPOINT: endpoint, R2_BROWSER_ENDPOINTS: endpoint, R2_BUCKET: bucket },
    ...{ R2_ACCESS_KEY_ID: accessKeyId, R2_SECRET_ACCESS_KEY: secretAccessKey },
    ...{
      INNGEST_BASE_URL: runnerUrl,
      INNGEST_EVENT_KEY: eventKey,
      INNGEST_SIGNING_KEY: signingKey,
    },
    NEXTAUTH_SECRET: secret,
    ...{ SEED_EDITOR_EMAIL: people.editor.email, SEED_EDITOR_PASSWORD: people.editor.password },
    // So that encoding takes long enough to be interrupted, on fast machines as well.
    VIDEO_PRESET: 'slow',
  };
  return { variables, books: openBooks(databaseUrl, storage) };
}

const secretOf = (byteSize: number) => randomBytes(byteSize).toString('hex');

/** The worker that encodes right now. */
export async function busyWorker(workers: readonly Member[]): Promise<Member | undefined> {
  const busy = await Promise.all(
    workers.map(async ({ folder }) => {
      const names = await readdir(folder, { recursive: true }).catch(() => []);
      return names.some((name) => /(^|\/)attempt-[^/]+$/.test(name));
    }),
  );
  return workers[busy.indexOf(true)];
}

/** Waits until the process answers there with at most this status; throws when it ends instead. */
async function answers(process: ChildProcess, url: string, atMost = 299): Promise<void> {
  const status = async () => {
    if (process.exitCode !== null) throw new Error(`${url} ended: ${said.get(process)}`);
    return fetch(url).then(
      (answer) => answer.status,
      () => 1000,
    );
  };
  await expect.poll(status, { timeout: 120_000 }).toBeLessThanOrEqual(atMost);
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  process.kill('SIGKILL');
  await once(process, 'exit');
}

async function runSql<Row>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
