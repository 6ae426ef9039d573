// Attempts: whether a step may be tried again, when, and how its run ends otherwise.
import type { Answer } from './callee.ts';
import type { Runner } from './context.ts';
import type { Queryable } from './database.ts';
import { finishRun } from './finish-run.ts';
import { maxAttempts } from './function-config.ts';
import { queueJob } from './jobs.ts';
import type { Job } from './queue.ts';

export type Answered = Extract<Answer, { kind: 'answered' }>;

/** An answer being applied to the run of its job, in one transaction. */
export type Settlement = { runner: Runner; db: Queryable; job: Job; answer: Answered };

/** The run ends with its result. */
export async function complete({ runner, db, job }: Settlement, result: unknown): Promise<void> {
  await finishRun(runner, db, job.run_id, { status: 'completed', result });
}

/** The run ends without one, whatever attempts are left. */
export async function fail({ runner, db, job }: Settlement, error: unknown): Promise<void> {
  await finishRun(runner, db, job.run_id, { status: 'failed', error });
}

/** Whether this attempt was the last one this step has. */
export function isLastAttempt({ runner, job, answer }: Settlement): boolean {
  const config = runner.registry.get(job.function_id);
  return answer.noRetry || (config !== undefined && job.attempt + 1 >= maxAttempts(config));
}

/** The attempt is used up: another one follows, or the run fails. */
export async function failAttempt(settlement: Settlement, error: unknown): Promise<void> {
  if (isLastAttempt(settlement)) await fail(settlement, error);
  else await tryAgain(settlement);
}

/** Queues the next attempt: when the app asked for it, or after the table's delay. */
export async function tryAgain({ runner, db, job, answer }: Settlement): Promise<void> {
  const { retryAfter } = answer;
  const givenMs = /^\d+$/.test(retryAfter ?? '')
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter ?? '') - Date.now();
  const delayMs = Number.isNaN(givenMs)
    ? runner.settings.retryDelayMs(job.attempt + 1)
    : Math.max(0, givenMs);
  const attempt = job.attempt + 1;
  await queueJob(db, { runId: job.run_id, stepId: job.step_id, attempt, delayMs });
}
