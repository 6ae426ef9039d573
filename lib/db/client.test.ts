import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Client } from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { createTestDatabase } from '#lib/testing/test-database.ts';
import { type Database, isDatabaseAway, isUniqueViolation, openDatabase } from './client.ts';

const hasty = { connectMs: 300, queryMs: 300 };
const opened: Database[] = [];
const open = (url: string) => {
  const db = openDatabase(url, hasty);
  opened.push(db);
  return db;
};
const silent: Server[] = [];
const held: Socket[] = [];

afterEach(async () => {
  for (const db of opened.splice(0)) await db.$disconnect();
  for (const socket of held.splice(0)) socket.destroy();
  for (const server of silent.splice(0)) server.close();
});

/** Takes connections and never says a word, as a frozen server does. */
async function silentServer(): Promise<string> {
  const server = createServer((socket) => held.push(socket)).listen(0, '127.0.0.1');
  silent.push(server);
  await once(server, 'listening');
  return `postgresql://a:b@127.0.0.1:${(server.address() as AddressInfo).port}/none`;
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

async function failuresOf(db: Database): Promise<unknown[]> {
  return [
    await failureOf(db.media.count()),
    await failureOf(db.$queryRaw`select 1`),
    await failureOf(db.$transaction((tx) => tx.media.count())),
  ];
}

test('a database that is gone or says nothing is away, in whichever way it is asked', async () => {
  const gone = await failuresOf(open('postgresql://a:b@127.0.0.1:9/none'));
  const mute = await failuresOf(open(await silentServer()));
  expect([...gone, ...mute].map(isDatabaseAway)).toEqual(Array(6).fill(true));
});

test('a query that is not answered in time has met a database that is away', async () => {
  const database = await createTestDatabase();
  const db = open(database.url);
  expect(isDatabaseAway(await failureOf(db.$queryRaw`select pg_sleep(30)`))).toBe(true);
  await db.$disconnect();
  await database.drop();
});

test('a query whose connection is ended has met one, too', async () => {
  const database = await createTestDatabase();
  const db = openDatabase(database.url);
  opened.push(db);
  const failed = failureOf(db.$queryRaw`select pg_sleep(30)`);
  await vi.waitUntil(() => endSleepers(database.url), { timeout: 10_000 });
  expect(isDatabaseAway(await failed)).toBe(true);
  await db.$disconnect();
  await database.drop();
});

test('so has one that comes right after, over a connection that was ended already', async () => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const sleep = failureOf(client.query('select pg_sleep(30)'));
  const ended = new Promise((resolve) => client.once('error', resolve));
  await vi.waitUntil(() => endSleepers(database.url), { timeout: 10_000 });
  await Promise.all([sleep, ended]);
  expect(isDatabaseAway(await failureOf(client.query('select 1')))).toBe(true);
  await database.drop();
});

/** Says whether there was one. */
async function endSleepers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(`
    select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query like 'select pg_sleep(30)%'`);
  await client.end();
  return rowCount === 1;
}

test('what a database answered is no outage', async () => {
  const database = await createTestDatabase();
  const db = openDatabase(database.url);
  opened.push(db);
  const category = { name: 'One', slug: 'one' };
  await db.category.create({ data: category });
  const twice = await failureOf(db.category.create({ data: category }));
  expect(isUniqueViolation(twice)).toBe(true);
  expect(isDatabaseAway(twice)).toBe(false);
  expect(isDatabaseAway(await failureOf(db.$queryRaw`select 1 / 0`))).toBe(false);
  await db.$disconnect();
  await database.drop();
});
