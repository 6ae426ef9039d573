// Steps that wait: for a time, an event or an invoked function.
import type { Queryable } from './database.ts';
import { momentOf } from './durations.ts';
import { continueRun } from './jobs.ts';
import { rememberStep } from './steps.ts';
import type { StepValue } from './wire.ts';

const yearMs = 365 * 86_400_000;

export type Wait = {
  runId: string;
  stepId: string;
  kind: 'sleep' | 'event' | 'invoke';
  eventName?: string;
  expression?: string;
  /** A duration or a date; a year when the app sets no end. */
  until?: string;
};

/** Starts a wait; false when the step already waits or has ended. */
export async function addWait(db: Queryable, wait: Wait, now: Date): Promise<boolean> {
  const until = wait.until ? momentOf(wait.until, now) : new Date(now.getTime() + yearMs);
  const { rowCount } = await db.query(
    `insert into function_runner.wait (run_id, step_id, kind, event_name, expression, until)
     select $1, $2, $3, $4, $5, $6
     where not exists (select from function_runner.step where run_id = $1 and id = $2)
     on conflict do nothing`,
    [wait.runId, wait.stepId, wait.kind, wait.eventName ?? null, wait.expression ?? null, until],
  );
  return rowCount === 1;
}

/** Ends a wait with the step's value and lets the run go on; nothing when it already ended. */
export async function resolveWait(
  db: Queryable,
  runId: string,
  stepId: string,
  value: StepValue,
): Promise<void> {
  await db.query('select from function_runner.run where id = $1 for update', [runId]);
  const { rowCount } = await db.query(
    'delete from function_runner.wait where run_id = $1 and step_id = $2',
    [runId, stepId],
  );
  if (rowCount === 0) return;
  await rememberStep(db, { runId, id: stepId, value });
  await continueRun(db, runId);
}

/** Resolves up to 100 waits whose time is over; says how many. */
export async function resolveOverdueWaits(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ run_id: string; step_id: string; kind: Wait['kind'] }>(
    `select run_id, step_id, kind from function_runner.wait
     where until <= now() order by until limit 100`,
  );
  for (const wait of rows) {
    await resolveWait(db, wait.run_id, wait.step_id, overdueValue(wait.kind));
  }
  return rows.length;
}

function overdueValue(kind: Wait['kind']): StepValue {
  if (kind !== 'invoke') return { data: null };
  const message = 'Timed out waiting for the invoked function';
  return { error: { name: 'InvokeTimeoutError', message } };
}
