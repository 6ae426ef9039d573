// Proves that the embedded PostgreSQL starts, survives being killed, and serves two starters at once.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { spawnAttached } from '../processes/spawn-attached.ts';
import { dataParent, postgresUrl } from './home.ts';
import { postgresOwner } from './owner.ts';
import { ping } from './ping.ts';
import { startPostgres, stopPostgres } from './start-postgres.ts';

let folder: string;
let home: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutroom-postgres-'));
  // What mkdtemp makes is closed to others; the private case has its own test.
  home = join(folder, 'home');
  mkdirSync(home);
  chmodSync(folder, 0o755);
});

afterEach(async () => {
  await stopPostgres(home);
  const parent = dataParent(home, postgresOwner());
  for (const path of [parent, folder]) rmSync(path, { recursive: true, force: true });
});

test('rows acknowledged before a kill -9 are there after the next start', async () => {
  const before = await startPostgres({ home });
  const acknowledged = await insertUntilKilled(before.url, before.pid);
  await vi.waitUntil(async () => !(await ping(before.url)), { timeout: 10_000 });

  const after = await startPostgres({ home });
  expect(after.isJoined).toBe(false);
  const rows = await query<{ id: number }>(after.url, 'select id from written order by id');
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged));
  expect(acknowledged.length).toBeGreaterThan(20);
});

test('two starters at once get the same server', async () => {
  const [one, other] = await Promise.all([startPostgres({ home }), startPostgres({ home })]);
  expect(other.url).toBe(one.url);
  expect([one.isJoined, other.isJoined].filter((joined) => joined)).toHaveLength(1);
});

test('stopping a joined server leaves it to the one who started it', async () => {
  const starter = await startPostgres({ home });
  const guest = await startPostgres({ home });
  await guest.stop();
  expect(await ping(starter.url)).toBe(true);
  await starter.stop();
  expect(await ping(starter.url)).toBe(false);
});

test('an interrupted first start is made anew', async () => {
  const halfMade = join(home, 'data-being-made-abc');
  mkdirSync(halfMade);
  writeFileSync(join(halfMade, 'PG_VERSION'), '18\n');
  const server = await startPostgres({ home });
  expect(await ping(server.url)).toBe(true);
  expect(existsSync(halfMade)).toBe(false);
});

test('the database speaks UTC and knows letters with accents', async () => {
  const { url } = await startPostgres({ home });
  const [row] = await query(
    url,
    `select lower('ÉTÉ') as lower, current_setting('timezone') as zone`,
  );
  expect(row).toEqual({ lower: 'été', zone: 'UTC' });
});

test('the password is for its owner only, and no other opens the door', async () => {
  const { url, port } = await startPostgres({ home });
  expect(statSync(join(home, 'password')).mode & 0o777).toBe(0o600);
  const withoutPassword = new URL(url);
  withoutPassword.password = 'guess';
  await expect(query(withoutPassword.href, 'select 1')).rejects.toThrow(/authentication failed/);
  expect(url).toBe(postgresUrl(home, port));
});

test('as a process of its own it stops with SIGTERM and joins what a killed one left', async () => {
  const first = await startProcess(0);
  const { port } = await startPostgres({ home });
  first.kill('SIGKILL');
  await untilExit(first);
  expect(await ping(postgresUrl(home, port))).toBe(true);

  const second = await startProcess(port);
  second.kill('SIGTERM');
  expect(await untilExit(second)).toBe(0);
  expect(await ping(postgresUrl(home, port))).toBe(false);
});

if (process.getuid?.() === 0) {
  test('as root in a private folder, data goes where the server user can reach it', async () => {
    home = join(folder, 'private', 'home');
    mkdirSync(join(folder, 'private'), { mode: 0o700 });
    const server = await startPostgres({ home });
    await query(server.url, 'create table kept (id int)');
    await server.stop();
    expect(existsSync(join(home, 'data'))).toBe(false);

    const again = await startPostgres({ home });
    expect(await query(again.url, 'select * from kept')).toEqual([]);
  });
}

async function insertUntilKilled(url: string, pid: number): Promise<number[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query('create table written (id int primary key)');
  const acknowledged: number[] = [];
  for (let id = 1; ; id += 1) {
    try {
      await client.query('insert into written values ($1)', [id]);
      acknowledged.push(id);
    } catch {
      return acknowledged;
    }
    if (id === 40) process.kill(pid, 'SIGKILL');
  }
}

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function startProcess(port: number) {
  const child = spawnAttached(
    ['lib/embedded/postgres/main.ts'],
    { POSTGRES_HOME: home, POSTGRES_PORT: port === 0 ? '' : String(port) },
    'pipe',
  );
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

const untilExit = (child: ReturnType<typeof spawnAttached>) =>
  new Promise<number | null>((resolve) => child.once('exit', resolve));
