// Applies prisma/migrations the way `prisma migrate deploy` does, without its native engine.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

export type MigrationResult = {
  /** Names of the migrations applied now, in order. */
  applied: string[];
  /** Names of those whose file changed after they were applied. */
  edited: string[];
};

type Migration = { name: string; sql: string; checksum: string };

// The key Prisma's own schema engine locks, so that its deploy and ours take turns.
const PRISMA_LOCK = 72_707_369;
const lockTimeout = '60s';

/**
 * Brings the database to the newest migration in `folder`. Each migration is one transaction, with
 * its row in Prisma's table: killed half-way, it has not happened.
 * Throws when the database does not let us in, when an earlier attempt of Prisma is recorded as
 * failed, or when a migration fails.
 */
export async function migrate(databaseUrl: string, folder: string): Promise<MigrationResult> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect().catch((cause: Error & { code?: string }) => {
    // Where a name has several addresses the error has no words of its own.
    const reason = cause.message || cause.code;
    throw new Error(`The database of DATABASE_URL cannot be used: ${reason}`, { cause });
  });
  try {
    await client.query(`set lock_timeout = '${lockTimeout}'`);
    await client.query('select pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query('set lock_timeout = 0');
    return await applyMissing(client, readMigrations(folder));
  } finally {
    // Ending the session frees the lock.
    await client.end();
  }
}

async function applyMissing(client: Client, migrations: Migration[]): Promise<MigrationResult> {
  const known = await knownChecksums(client);
  const edited = migrations.filter(
    ({ name, checksum }) => known.has(name) && known.get(name) !== checksum,
  );
  const missing = migrations.filter(({ name }) => !known.has(name));
  for (const migration of missing) await apply(client, migration);
  return { applied: missing.map(({ name }) => name), edited: edited.map(({ name }) => name) };
}

/** The table as Prisma's schema engine creates it. */
async function knownChecksums(client: Client): Promise<Map<string, string>> {
  await client.query(`create table if not exists _prisma_migrations (
    id                  varchar(36) primary key not null,
    checksum            varchar(64) not null,
    finished_at         timestamptz,
    migration_name      varchar(255) not null,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`);
  const { rows } = await client.query<{ name: string; checksum: string; isFinished: boolean }>(
    `select migration_name as name, checksum, finished_at is not null as "isFinished"
       from _prisma_migrations where rolled_back_at is null`,
  );
  const failed = rows.find((row) => !row.isFinished);
  if (failed) {
    throw new Error(
      `The migration ${failed.name} failed earlier (P3009). Repair the database, then mark it with ` +
        `"npx prisma migrate resolve".`,
    );
  }
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The migration ${name} failed and was rolled back: ${reason}`, { cause });
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, file: join(folder, name, 'migration.sql') }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => {
      const sql = readFileSync(file, 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}
