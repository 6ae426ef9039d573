// What happens because time passes: waits end, schedules fire, runs exceed their limits.
import { ulid } from 'ulid';
import type { Runner } from './context.ts';
import { nextCronDate } from './cron.ts';
import { inTransaction, type Queryable } from './database.ts';
import { finishRun } from './finish-run.ts';
import { hasUnroutedEvents } from './route-events.ts';
import { startRun } from './start-run.ts';
import { resolveOverdueWaits } from './waits.ts';

/** Does everything that is due; says how many things that were. */
export async function fireTimers(runner: Runner): Promise<number> {
  return await inTransaction(
    runner.pool,
    async (client) => {
      const fired = await fireSchedules(runner, client);
      const cancelled = await cancelOverdueRuns(runner, client);
      // An event that came in time but is not routed yet goes before the end of a wait.
      const unrouted = await hasUnroutedEvents(client);
      return fired + cancelled + (unrouted ? 0 : await resolveOverdueWaits(client));
    },
    { durable: false },
  );
}

async function fireSchedules(runner: Runner, db: Queryable): Promise<number> {
  const { rows } = await db.query<{ function_id: string; expression: string; next_at: Date }>(
    `select function_id, expression, next_at from function_runner.cron
     where next_at <= now() for update skip locked`,
  );
  for (const schedule of rows) {
    await db.query(
      'update function_runner.cron set next_at = $3 where function_id = $1 and expression = $2',
      [schedule.function_id, schedule.expression, nextCronDate(schedule.expression, new Date())],
    );
    const config = runner.registry.get(schedule.function_id);
    if (!config) continue;
    await startRun(runner, db, config, {
      id: ulid(),
      name: 'inngest/scheduled.timer',
      data: { cron: schedule.expression },
      ts: schedule.next_at.getTime(),
      user: {},
    });
  }
  return rows.length;
}

async function cancelOverdueRuns(runner: Runner, db: Queryable): Promise<number> {
  const { rows } = await db.query<{ id: string; started: boolean }>(
    `select id, started_at is not null as started from function_runner.run
     where ended_at is null and deadline_at <= now() order by deadline_at limit 100
     for update skip locked`,
  );
  for (const { id, started } of rows) {
    const reason = started ? 'Exceeded timeouts.finish' : 'Exceeded timeouts.start';
    await finishRun(runner, db, id, { status: 'cancelled', reason });
  }
  return rows.length;
}

/** Milliseconds until the next timer; undefined without one. */
export async function nextTimerDelayMs(db: Queryable): Promise<number | undefined> {
  const { rows } = await db.query<{ delay_ms: number | null }>(
    `select (extract(epoch from least(
       (select min(until) from function_runner.wait),
       (select min(next_at) from function_runner.cron),
       (select min(deadline_at) from function_runner.run
        where ended_at is null and deadline_at is not null)
     ) - now()) * 1000)::float8 as delay_ms`,
  );
  return rows[0]?.delay_ms ?? undefined;
}
