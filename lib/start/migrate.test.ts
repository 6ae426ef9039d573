// Proves that migrations are applied once, whole or not at all, and as Prisma books them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { createTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';
import { migrate } from './migrate.ts';

let folder: string;
let database: TestDatabase;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cutroom-migrations-'));
  database = await createTestDatabase({ migrated: false });
  write('1_films', 'create table films (id int); insert into films values (1);');
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

test('applies what is missing, in order, and nothing twice', async () => {
  writeFileSync(join(folder, 'migration_lock.toml'), 'provider = "postgresql"');
  expect((await migrate(database.url, folder)).applied).toEqual(['1_films']);
  write('2_more', 'insert into films values (2);');
  expect((await migrate(database.url, folder)).applied).toEqual(['2_more']);
  expect((await migrate(database.url, folder)).applied).toEqual([]);
  expect(await column('select id as value from films order by id')).toEqual([1, 2]);
});

test('books it as Prisma does: SHA-256 of the file, finished, one step', async () => {
  await migrate(database.url, folder);
  const [row] = await rows('select * from _prisma_migrations');
  expect(row).toMatchObject({
    migration_name: '1_films',
    checksum: '4e714444b5fb5c2fe67d6a0bd196936d0a4008f48dd5a5d76f77496c50cc641e',
    applied_steps_count: 1,
    rolled_back_at: null,
    finished_at: expect.any(Date),
  });
});

test('tells which file was edited after it was applied, and applies it no more', async () => {
  await migrate(database.url, folder);
  write('1_films', 'create table films (id int, title text);');
  expect(await migrate(database.url, folder)).toEqual({ applied: [], edited: ['1_films'] });
});

test('a failing migration leaves nothing, names itself, and works once repaired', async () => {
  write('2_wrong', 'insert into films values (2); select no_such_column from films;');
  await expect(migrate(database.url, folder)).rejects.toThrow(/2_wrong failed.*no_such_column/);
  expect(await column('select id as value from films')).toEqual([1]);

  write('2_wrong', 'insert into films values (3);');
  expect((await migrate(database.url, folder)).applied).toEqual(['2_wrong']);
  expect(await column('select id as value from films order by id')).toEqual([1, 3]);
});

test("a failure booked by Prisma's own deploy stops the start", async () => {
  await migrate(database.url, folder);
  await rows('update _prisma_migrations set finished_at = null');
  await expect(migrate(database.url, folder)).rejects.toThrow(/1_films failed earlier \(P3009\)/);

  await rows('update _prisma_migrations set rolled_back_at = now()');
  await rows('drop table films');
  expect((await migrate(database.url, folder)).applied).toEqual(['1_films']);
});

test('a database that does not answer is named by its variable', async () => {
  const port = await freePort();
  await expect(migrate(`postgresql://x:y@127.0.0.1:${port}/z`, folder)).rejects.toThrow(
    `The database of DATABASE_URL cannot be used: connect ECONNREFUSED 127.0.0.1:${port}`,
  );
});

test('of two at once, one applies and both succeed', async () => {
  const results = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)]);
  expect(results.flatMap(({ applied }) => applied)).toEqual(['1_films']);
  expect(await column('select id as value from films')).toEqual([1]);
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const column = async (sql: string) => (await rows(sql)).map(({ value }) => value);
