// One job: tell the app what the run has achieved, let it take a step, commit what it says.
import type { Answer, Callee } from './callee.ts';
import type { Runner } from './context.ts';
import { inTransaction, isPassing } from './database.ts';
import { maxAttempts } from './function-config.ts';
import { type Job, returnJob } from './queue.ts';
import { settleJob } from './settle-job.ts';
import { canonicalJson } from './signature.ts';
import { readSteps } from './steps.ts';

const commitTries = 12;

/** Executes a leased job to its end; throws only when the database stays away. */
export async function executeJob(runner: Runner, job: Job, callee: Callee): Promise<void> {
  const config = runner.registry.get(job.function_id);
  if (!config) return returnJob(runner.pool, job, { delayMs: 1000, interrupted: false });

  const steps = await readSteps(runner.pool, job.run_id);
  const stepIds = steps.map((step) => step.id);
  const body = canonicalJson({
    version: 2,
    event: job.event,
    events: [job.event],
    steps: Object.fromEntries(steps.map((step) => [step.id, step.value])),
    // No fn_id: with one, the SDK would run several steps per call and report them elsewhere.
    ctx: {
      run_id: job.run_id,
      attempt: job.attempt,
      max_attempts: maxAttempts(config),
      disable_immediate_execution: job.eager,
      use_api: false,
      stack: { stack: stepIds, current: stepIds.length },
    },
  });
  const { function_id: functionId, step_id: stepId, run_id: runId } = job;
  const answer = await callee.call({ functionId, stepId, runId, body });
  if (answer.kind !== 'answered' && !runner.stopped) {
    runner.settings.log(`${functionId} waits for the app: ${answer.reason}`);
  }
  await commit(runner, job, answer, steps.length);
}

/** Commits an outcome, again and again while the database is away: the step has run by now. */
async function commit(runner: Runner, job: Job, answer: Answer, sentSteps: number): Promise<void> {
  let outcome = answer;
  for (let tried = 1; !runner.stopped; tried += 1) {
    try {
      await inTransaction(runner.pool, (client) =>
        settleJob(runner, client, job, outcome, sentSteps),
      );
      return;
    } catch (error) {
      if (tried === commitTries) throw error;
      const message = error instanceof Error ? error.message : String(error);
      runner.settings.log(`outcome of ${job.function_id} not committed yet: ${message}`);
      if (isPassing(error)) await pause(Math.min(100 * 2 ** tried, 10_000));
      else outcome = unusable(message);
    }
  }
}

function unusable(message: string): Answer {
  const body = { name: 'RunnerError', message };
  return { kind: 'answered', status: 500, body, noRetry: true };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
