// Gives a test a database of its own.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** The migrated database test databases are copied from. */
export const templateName = 'cutroom_template';

export type TestDatabase = {
  url: string;
  /** Drops the database, ending connections that are still open. */
  drop(): Promise<void>;
};

/** A new database: a copy of the migrated template, or an empty one with `migrated: false`. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const serverUrl = inject('testPostgresUrl');
  if (migrated && !inject('hasMigrations')) {
    throw new Error('There is no prisma/migrations to make a migrated test database from.');
  }
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runSql(
    serverUrl,
    `create database ${name} template ${migrated ? templateName : 'template0'}`,
  );
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => runSql(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

/** Runs one statement on a connection of its own. */
export async function runSql(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
