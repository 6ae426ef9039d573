// Routing: what each event wakes, cancels and starts.
import type { Runner } from './context.ts';
import { inTransaction, isPassing, type Queryable } from './database.ts';
import { momentOf } from './durations.ts';
import { matches } from './expressions.ts';
import { finishRun } from './finish-run.ts';
import { startRun } from './start-run.ts';
import { resolveWait } from './waits.ts';
import type { EventPayload } from './wire.ts';

const batchSize = 50;

/** Whether any event waits to be routed. */
export async function hasUnroutedEvents(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from function_runner.event where routed_at is null limit 1',
  );
  return rowCount === 1;
}

/**
 * Routes the oldest events that are not yet routed, in order, in one transaction: a crash in the
 * middle routes them again from nothing. Says how many there were.
 */
export async function routeEvents(runner: Runner): Promise<number> {
  return await inTransaction(
    runner.pool,
    async (client) => {
      if (!(await isRouter(client))) return 0;
      const { rows } = await client.query<{ id: string; payload: EventPayload }>(
        `select id, payload from function_runner.event where routed_at is null
         order by sequence limit $1`,
        [batchSize],
      );
      for (const { payload } of rows) await tryToRoute(runner, client, payload);
      await client.query('update function_runner.event set routed_at = now() where id = any($1)', [
        rows.map((row) => row.id),
      ]);
      return rows.length;
    },
    { durable: false },
  );
}

/**
 * One router at a time keeps a cancellation behind the event whose run it cancels. Asked before
 * looking: what a statement sees is fixed when it begins, so one that took the lock on its way would
 * still see as waiting what the router before it has routed.
 */
async function isRouter(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('function_runner.router')) as mine`,
  );
  return rows[0]?.mine === true;
}

/** An event that cannot be routed is reported and left behind, so that those after it are. */
async function tryToRoute(runner: Runner, db: Queryable, event: EventPayload): Promise<void> {
  await db.query('savepoint event');
  try {
    await routeEvent(runner, db, event);
  } catch (error) {
    if (isPassing(error)) throw error;
    await db.query('rollback to savepoint event');
    runner.settings.log(`event ${event.id} (${event.name}) could not be routed: ${error}`);
  }
}

async function routeEvent(runner: Runner, db: Queryable, event: EventPayload): Promise<void> {
  await resolveMatchingWaits(db, event);
  await cancelMatchingRuns(runner, db, event);
  for (const config of runner.registry.all()) {
    const starts = config.triggers.some(
      (trigger) =>
        'event' in trigger &&
        trigger.event === event.name &&
        matches(trigger.expression, { event }),
    );
    if (starts) await startRun(runner, db, config, event);
  }
}

async function resolveMatchingWaits(db: Queryable, event: EventPayload): Promise<void> {
  const { rows } = await db.query<{
    run_id: string;
    step_id: string;
    expression: string | null;
    event: EventPayload;
  }>(
    `select wait.run_id, wait.step_id, wait.expression, run.event
     from function_runner.wait join function_runner.run on run.id = wait.run_id
     where wait.event_name = $1
       and wait.until > (select received_at from function_runner.event where id = $2)`,
    [event.name, event.id],
  );
  for (const wait of rows) {
    if (!matches(wait.expression, { event: wait.event, async: event })) continue;
    await resolveWait(db, wait.run_id, wait.step_id, { data: event });
  }
}

async function cancelMatchingRuns(
  runner: Runner,
  db: Queryable,
  event: EventPayload,
): Promise<void> {
  for (const config of runner.registry.all()) {
    const rules = (config.cancel ?? []).filter((rule) => rule.event === event.name);
    if (rules.length === 0) continue;
    const { rows } = await db.query<{ id: string; event: EventPayload; created_at: Date }>(
      `select id, event, created_at from function_runner.run
       where function_id = $1 and ended_at is null`,
      [config.id],
    );
    for (const run of rows) {
      const cancelled = rules.some(
        (rule) =>
          (!rule.timeout || momentOf(rule.timeout, run.created_at).getTime() > Date.now()) &&
          matches(rule.if, { event: run.event, async: event }),
      );
      if (!cancelled) continue;
      await finishRun(runner, db, run.id, {
        status: 'cancelled',
        reason: `Cancelled by ${event.name}`,
      });
    }
  }
}
