// New jobs: the next call of a run, with what the queue needs to know of it.
import type { Queryable } from './database.ts';

// A job repeats the run's function and keys, so that the queue is read without its runs.
const insert = `insert into function_runner.job
  (run_id, step_id, function_id, concurrency_keys, concurrency_limits, attempt, available_at)`;
const ofRun = 'run.function_id, run.concurrency_keys, run.concurrency_limits';

/** Queues a first call or a further attempt, due in `delayMs`. */
export async function queueJob(
  db: Queryable,
  job: { runId: string; stepId: string; attempt: number; delayMs: number },
): Promise<void> {
  await db.query(
    `${insert}
     select run.id, $2, ${ofRun}, $3, now() + $4 * interval '1 ms'
     from function_runner.run where id = $1`,
    [job.runId, job.stepId, job.attempt, job.delayMs],
  );
}

// What follows in a run under way is due since the run was created: older runs end before
// newer ones begin.

/** Queues one named step of a run, unless it already ended or is queued. */
export async function planStep(db: Queryable, runId: string, stepId: string): Promise<void> {
  await db.query(
    `${insert}
     select run.id, $2, ${ofRun}, 0, run.created_at from function_runner.run
     where run.id = $1 and run.ended_at is null
       and not exists (select from function_runner.step where run_id = $1 and id = $2)
     on conflict do nothing`,
    [runId, stepId],
  );
}

/**
 * Queues the call that finds out what a run does next, once nothing of it is pending. A run that
 * races steps (`eager`) goes on with whichever ends first, as it does on the real server.
 */
export async function continueRun(db: Queryable, runId: string): Promise<void> {
  await db.query(
    `${insert}
     select run.id, 'step', ${ofRun}, 0, run.created_at from function_runner.run
     where run.id = $1 and run.ended_at is null and (run.eager or not (
       exists (select from function_runner.job where run_id = $1)
       or exists (select from function_runner.wait where run_id = $1)))
     on conflict do nothing`,
    [runId],
  );
}
