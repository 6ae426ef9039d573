// The end of a run: its outcome, told to whoever waits for it.
import { ulid } from 'ulid';
import type { Runner } from './context.ts';
import type { Queryable } from './database.ts';
import { insertEvents } from './events.ts';
import { resolveWait } from './waits.ts';
import type { EventPayload, Failure, StepValue } from './wire.ts';

type Outcome =
  | { status: 'completed'; result: unknown }
  | { status: 'failed'; error: unknown }
  | { status: 'cancelled'; reason: string };

type EndedRun = {
  id: string;
  function_id: string;
  event: EventPayload;
  parent_run_id: string | null;
  parent_step_id: string | null;
};

/** Ends a run once: drops what it had pending, answers its invoker, emits its events. */
export async function finishRun(
  runner: Runner,
  db: Queryable,
  runId: string,
  outcome: Outcome,
): Promise<void> {
  const error = errorOf(outcome);
  const result = outcome.status === 'completed' ? (outcome.result ?? null) : null;
  const { rows } = await db.query<EndedRun>(
    `update function_runner.run set status = $2, result = $3, error = $4, ended_at = now()
     where id = $1 and ended_at is null
     returning id, function_id, event, parent_run_id, parent_step_id`,
    [
      runId,
      outcome.status,
      error ? null : JSON.stringify(result),
      error ? JSON.stringify(error) : null,
    ],
  );
  const run = rows[0];
  if (!run) return;
  await db.query(
    `with jobs as (delete from function_runner.job where run_id = $1)
     delete from function_runner.wait where run_id = $1`,
    [runId],
  );
  if (run.parent_run_id && run.parent_step_id) {
    const value: StepValue = error ? { error } : { data: result };
    await resolveWait(db, run.parent_run_id, run.parent_step_id, value);
  }
  await emitEnd(runner, db, run, outcome, error ? { error } : { result });
}

function errorOf(outcome: Outcome): unknown {
  if (outcome.status === 'completed') return undefined;
  if (outcome.status === 'failed') return outcome.error ?? { name: 'Error', message: 'failed' };
  const failure: Failure = { name: 'FunctionCancelledError', message: outcome.reason };
  return failure;
}

async function emitEnd(
  runner: Runner,
  db: Queryable,
  run: EndedRun,
  outcome: Outcome,
  output: Record<string, unknown>,
): Promise<void> {
  // A handler of these events would otherwise set itself off for ever.
  if (run.event.name.startsWith('inngest/function.') && !run.parent_run_id) return;
  const names = ['inngest/function.finished'];
  if (outcome.status !== 'completed') names.push(`inngest/function.${outcome.status}`);
  for (const name of names) {
    if (!(await isAwaited(runner, db, name))) continue;
    const event = {
      id: ulid(),
      name,
      ts: Date.now(),
      user: {},
      data: {
        function_id: run.function_id,
        run_id: run.id,
        event: run.event,
        events: [run.event],
        ...output,
      },
    };
    await insertEvents(db, [event]);
  }
}

async function isAwaited(runner: Runner, db: Queryable, eventName: string): Promise<boolean> {
  if (runner.registry.listensTo(eventName)) return true;
  const { rowCount } = await db.query(
    'select from function_runner.wait where event_name = $1 limit 1',
    [eventName],
  );
  return rowCount === 1;
}
