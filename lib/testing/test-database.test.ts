// Proves that test databases are separate from each other and go away.
import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { createTestDatabase, runSql } from './test-database.ts';

test('two test databases do not see each other', async () => {
  const one = await createTestDatabase({ migrated: false });
  const other = await createTestDatabase({ migrated: false });
  await runSql(one.url, 'create table only_here (id int)');
  await expect(runSql(other.url, 'select * from only_here')).rejects.toThrow(/does not exist/);
  await Promise.all([one.drop(), other.drop()]);
});

test('a dropped database is gone, also with a connection still open', async () => {
  const database = await createTestDatabase({ migrated: false });
  const lingering = new Client({ connectionString: database.url });
  lingering.on('error', () => {});
  await lingering.connect();
  await database.drop();
  await expect(runSql(database.url, 'select 1')).rejects.toThrow(/does not exist/);
});

test.runIf(inject('hasMigrations'))(
  'a migrated database has the tables of the schema',
  async () => {
    const database = await createTestDatabase();
    await runSql(database.url, 'select id, email, role from users');
    await database.drop();
  },
);
