// Asks a Postgres whether it answers, and makes sure it holds our database.
import { Client } from 'pg';
import { databaseName } from './home.ts';

export type Answer = 'ready' | 'busy' | 'none';

// SQLSTATE cannot_connect_now: starting up, recovering from a crash, or shutting down.
const CANNOT_CONNECT_NOW = '57P03';

/** Whether a Postgres that accepts this address's password answers a query. */
export async function ping(url: string): Promise<boolean> {
  return (await ask(url)) === 'ready';
}

/** As `ping`, telling a server that is not ready yet from no server of ours at all. */
export async function ask(url: string): Promise<Answer> {
  try {
    await withClient(url, (client) => client.query('select 1'));
    return 'ready';
  } catch (error) {
    const isBusy = error instanceof Error && 'code' in error && error.code === CANNOT_CONNECT_NOW;
    return isBusy ? 'busy' : 'none';
  }
}

/** Creates the app's database when it is missing. `url` is the maintenance database. */
export async function ensureDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [
      databaseName,
    ]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  });
}

async function withClient(url: string, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  // A server going away between queries must not end this process.
  client.on('error', () => {});
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}
