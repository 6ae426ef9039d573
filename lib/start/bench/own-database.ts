// A database of a benchmark's own, beside the app's: two runners on one would take each other's steps.
import { Client } from 'pg';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { migrate } from '../migrate.ts';
import { migrationsFolder } from '../project.ts';

export type OwnDatabase = { url: string; db: Database; drop(): Promise<void> };

/** Makes it on the app's server, with the app's tables in it. */
export async function ownDatabase(appUrl: string, purpose: string): Promise<OwnDatabase> {
  const name = `cutroom_bench_${purpose}`;
  const url = new URL(appUrl);
  url.pathname = `/${name}`;
  await runSql(appUrl, `drop database if exists ${name} with (force)`);
  await runSql(appUrl, `create database ${name} template template0`);
  await migrate(url.href, migrationsFolder);
  const db = openDatabase(url.href);
  return {
    url: url.href,
    db,
    async drop() {
      await db.$disconnect();
      await runSql(appUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
