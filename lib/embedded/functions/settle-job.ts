// What an app's answer means for its run, applied once by whoever still holds the lease.
import { z } from 'zod';
import { type Answered, complete, fail, failAttempt, type Settlement } from './attempts.ts';
import type { Answer } from './callee.ts';
import type { Runner } from './context.ts';
import type { Queryable } from './database.ts';
import { stepLimit } from './function-config.ts';
import { continueRun } from './jobs.ts';
import { applyOp } from './operations.ts';
import { type Job, returnJob } from './queue.ts';
import { countSteps } from './steps.ts';
import { type Op, opSchema } from './wire.ts';

/** Connections lost in the middle of one step before that counts as a failed attempt. */
const interruptionLimit = 10;
const opsSchema = z.array(opSchema).min(1);

/**
 * Commits a job's outcome. The lease is the fence: a run that was cancelled, or a job that
 * another runner took over, commits nothing.
 */
export async function settleJob(
  runner: Runner,
  db: Queryable,
  job: Job,
  answer: Answer,
  sentSteps: number,
): Promise<void> {
  await db.query('select from function_runner.run where id = $1 for update', [job.run_id]);
  if (answer.kind === 'unavailable') {
    return returnJob(db, job, { delayMs: 500, interrupted: false });
  }
  if (answer.kind === 'interrupted' && job.interruptions < interruptionLimit) {
    const delayMs = Math.min(250 * 2 ** job.interruptions, 10_000);
    return returnJob(db, job, { delayMs, interrupted: true });
  }
  const { rowCount } = await db.query(
    'delete from function_runner.job where id = $1 and lease = $2',
    [job.id, job.lease],
  );
  if (rowCount === 0) {
    runner.settings.log(`${job.function_id}: this runner no longer holds ${job.run_id}`);
    return;
  }
  const answered = answer.kind === 'answered' ? answer : brokenOff(answer.reason);
  await applyAnswer({ runner, db, job, answer: answered }, sentSteps);
}

function brokenOff(reason: string): Answered {
  const message = `The app broke off this step ${interruptionLimit} times: ${reason}`;
  return { kind: 'answered', status: 500, body: { name: 'Error', message }, noRetry: false };
}

async function applyAnswer(settlement: Settlement, sentSteps: number): Promise<void> {
  const { db, job, answer } = settlement;
  if (answer.status === 200) return complete(settlement, answer.body);
  if (answer.status !== 206) return failAttempt(settlement, answer.body);

  const ops = opsSchema.safeParse(answer.body);
  if (!ops.success) {
    return failAttempt(settlement, { name: 'Error', message: 'The app reported no step' });
  }
  const known = await countSteps(db, job.run_id);
  if (known + ops.data.length > stepLimit) {
    const message = `A run may have ${stepLimit} steps`;
    return fail(settlement, { name: 'StepLimitError', message });
  }
  const eager = job.eager || isEager(answer, ops.data);
  if (eager && !job.eager) {
    await db.query('update function_runner.run set eager = true where id = $1', [job.run_id]);
  }
  for (const op of ops.data) {
    if ((await applyOp(settlement, op)) === 'stop') return;
  }
  // A discovery that began before another step ended has not seen that step's value.
  const outdated = job.step_id === 'step' && known > sentSteps;
  if (!eager || outdated || ops.data.some(isEnded)) {
    await continueRun(db, job.run_id);
  }
}

/** Steps raced in `group.parallel`, or a function that opted out of optimised parallelism. */
function isEager(answer: Answered, ops: Op[]): boolean {
  return answer.requestVersion === '1' || ops.some((op) => op.opts?.parallelMode === 'race');
}

function isEnded(op: Op): boolean {
  return op.op === 'StepRun' || op.op === 'Step' || op.op === 'StepFailed';
}
