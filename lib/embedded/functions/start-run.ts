// A new run of a function, unless something says it must not start.
import { ulid } from 'ulid';
import {
  claimIdempotency,
  claimSingleton,
  concurrencyOf,
  singletonKey,
  throttleDelayMs,
} from './admission.ts';
import type { Runner } from './context.ts';
import type { Queryable } from './database.ts';
import { durationMs } from './durations.ts';
import type { FunctionConfig } from './function-config.ts';
import { queueJob } from './jobs.ts';
import type { EventPayload } from './wire.ts';

/** The step of another run that invoked this one. */
type Parent = { runId: string; stepId: string };

/**
 * Creates a run and its first job; due at once, when its throttle allows, or at the event's `ts`
 * when that lies ahead. Returns its id, or undefined when idempotency or singleton skipped it.
 */
export async function startRun(
  runner: Runner,
  db: Queryable,
  config: FunctionConfig,
  event: EventPayload,
  parent?: Parent,
): Promise<string | undefined> {
  if (!(await claimIdempotency(db, config, event))) return undefined;
  const singleton = singletonKey(config, event);
  if (!(await claimSingleton(runner, db, config, singleton))) return undefined;

  const delayMs = Math.max(await throttleDelayMs(db, config, event), event.ts - Date.now(), 0);
  const { keys, limits } = concurrencyOf(config, event);
  const { start, finish } = config.timeouts ?? {};
  const id = ulid();
  await db.query(
    `insert into function_runner.run (id, function_id, event, concurrency_keys,
       concurrency_limits, singleton_key, parent_run_id, parent_step_id, deadline_at,
       finish_within_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9 * interval '1 ms', $10)`,
    [
      id,
      config.id,
      JSON.stringify(event),
      keys,
      limits,
      singleton ?? null,
      parent?.runId ?? null,
      parent?.stepId ?? null,
      start ? durationMs(start) : null,
      finish ? durationMs(finish) : null,
    ],
  );
  await queueJob(db, { runId: id, stepId: 'step', attempt: 0, delayMs });
  return id;
}
