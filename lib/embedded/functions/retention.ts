// The end of history: what is older than three days goes, a little at a time.
import type { Runner } from './context.ts';
import { inTransaction } from './database.ts';
import { finishRun } from './finish-run.ts';

const batchSize = 500;
const keep = `interval '3 days'`;

const sweeps = [
  `delete from function_runner.run where id in (
     select id from function_runner.run where ended_at < now() - ${keep} limit ${batchSize})`,
  `delete from function_runner.event where id in (
     select id from function_runner.event
     where received_at < now() - ${keep} and routed_at is not null limit ${batchSize})`,
  `delete from function_runner.idempotency where key in (
     select key from function_runner.idempotency where expires_at < now() limit ${batchSize})`,
  `delete from function_runner.throttle where key in (
     select key from function_runner.throttle where next_start_at < now() limit ${batchSize})`,
];

/** Deletes finished runs and routed events older than three days, and keys that have expired. */
export async function sweepHistory(runner: Runner): Promise<void> {
  for (const sweep of sweeps) {
    let deleted = batchSize;
    while (deleted === batchSize && !runner.stopped) {
      deleted = (await runner.pool.query(sweep)).rowCount ?? 0;
    }
  }
  await abandonRuns(runner);
}

/** Ends runs whose function the app has not served for three days: nothing could go on. */
async function abandonRuns(runner: Runner): Promise<void> {
  if (!runner.app.synced) return;
  await inTransaction(runner.pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select id from function_runner.run
       where ended_at is null and created_at < now() - ${keep} and function_id <> all($1)
       limit ${batchSize}`,
      [runner.registry.ids()],
    );
    for (const { id } of rows) {
      const reason = 'The app no longer serves this function';
      await finishRun(runner, client, id, { status: 'cancelled', reason });
    }
  });
}
