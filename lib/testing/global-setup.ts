// Starts one throw-away PostgreSQL for a whole test run, with a migrated template to copy from.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { postgresUrl } from '#lib/embedded/postgres/home.ts';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { spawnAttached } from '#lib/embedded/processes/spawn-attached.ts';
import { migrate } from '#lib/start/migrate.ts';
import { runSql, templateName } from './test-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Maintenance database of the run's PostgreSQL. */
    testPostgresUrl: string;
    /** False while the project has no migrations. */
    hasMigrations: boolean;
  }
}

const migrationsFolder = join(import.meta.dirname, '../../prisma/migrations');

// Nothing of a test database needs to survive a power cut.
const settings = 'fsync=off,synchronous_commit=off,full_page_writes=off,max_connections=200';

/** Vitest calls this once before the workers start; what it returns, after they ended. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'cutroom-test-postgres-'));
  const port = await freePort();
  // A process of its own that ends with us, so that an aborted run leaves no server behind.
  const server = spawnAttached(
    ['lib/embedded/postgres/main.ts'],
    { POSTGRES_HOME: home, POSTGRES_PORT: String(port), POSTGRES_SETTINGS: settings },
    'pipe',
  );
  await firstLine(server);

  const url = postgresUrl(home, port, 'postgres');
  const hasMigrations = existsSync(migrationsFolder);
  if (hasMigrations) {
    await runSql(url, `create database ${templateName}`);
    await migrate(postgresUrl(home, port, templateName), migrationsFolder);
  }
  project.provide('testPostgresUrl', url);
  project.provide('hasMigrations', hasMigrations);

  return async () => {
    const isGone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await isGone;
    rmSync(home, { recursive: true, force: true });
  };
}

/** The server says one line once it is ready. */
function firstLine(server: ReturnType<typeof spawnAttached>): Promise<void> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    server.stdout?.once('data', () => resolve());
    server.stderr?.on('data', (chunk) => {
      complaint += chunk;
    });
    server.once('exit', (code) => {
      reject(new Error(`The test PostgreSQL did not start (exit ${code}): ${complaint}`));
    });
  });
}
