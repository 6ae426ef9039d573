// What a run has achieved: its remembered steps.
import type { Queryable } from './database.ts';
import type { StepValue } from './wire.ts';

/** Remembers a step's value; the first one stays. */
export async function rememberStep(
  db: Queryable,
  step: { runId: string; id: string; name?: string; value: StepValue },
): Promise<void> {
  await db.query(
    `insert into function_runner.step (run_id, id, name, value) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [step.runId, step.id, step.name ?? null, JSON.stringify(step.value)],
  );
}

/** A run's remembered steps, in the order they ended. */
export async function readSteps(
  db: Queryable,
  runId: string,
): Promise<{ id: string; value: StepValue }[]> {
  const { rows } = await db.query<{ id: string; value: StepValue }>(
    'select id, value from function_runner.step where run_id = $1 order by sequence',
    [runId],
  );
  return rows;
}

/** How many steps a run has ended. */
export async function countSteps(db: Queryable, runId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*)::int as count from function_runner.step where run_id = $1',
    [runId],
  );
  return rows[0]?.count ?? 0;
}
