// One connection that hears other runners, and whose lock shows them that this one lives.
import pg from 'pg';
import type { Runner } from './context.ts';
import type { Queryable } from './database.ts';
import { runnerLockClass } from './queue.ts';

type News = 'events' | 'functions';

const reconnectMs = 1000;

/** Tells every other runner on this database, when the transaction commits. */
export async function notifyRunners(runner: Runner, db: Queryable, news: News): Promise<void> {
  await db.query(`select pg_notify('function_runner', $1)`, [`${news}:${runner.id}`]);
}

/** Listens until closed, reconnecting when the database went away. Resolves once it hears. */
export async function startListener(
  runner: Runner,
  hear: (news: News) => void,
): Promise<{ close: () => Promise<void> }> {
  let client = await connect();
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: runner.settings.databaseUrl });
    fresh.on('error', () => fresh.end().catch(() => undefined));
    fresh.on('notification', ({ payload = '' }) => {
      const [news, sender] = payload.split(':');
      if (Number(sender) !== runner.id) hear(news === 'functions' ? 'functions' : 'events');
    });
    await fresh.connect();
    fresh.on('end', reconnect);
    await fresh.query('select pg_advisory_lock($1, $2)', [runnerLockClass, runner.id]);
    await fresh.query('listen function_runner');
    return fresh;
  }

  function reconnect(): void {
    if (runner.stopped || timer) return;
    timer = setTimeout(async () => {
      timer = undefined;
      try {
        client = await connect();
        hear('functions');
      } catch {
        reconnect();
      }
    }, reconnectMs);
  }

  return {
    async close() {
      clearTimeout(timer);
      await client.end().catch(() => undefined);
    },
  };
}
