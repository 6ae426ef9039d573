// What may hold a new run back: idempotency, singleton, throttle and concurrency keys.
import type { Runner } from './context.ts';
import type { Queryable } from './database.ts';
import { durationMs } from './durations.ts';
import { keyOf } from './expressions.ts';
import { finishRun } from './finish-run.ts';
import type { FunctionConfig } from './function-config.ts';
import type { EventPayload } from './wire.ts';

/** Claims the function's idempotency key for 24 h; false when a run already has it. */
export async function claimIdempotency(
  db: Queryable,
  config: FunctionConfig,
  event: EventPayload,
): Promise<boolean> {
  if (!config.idempotency) return true;
  const { rowCount } = await db.query(
    `insert into function_runner.idempotency as known (key, expires_at)
     values ($1, now() + interval '24 hours')
     on conflict (key) do update set expires_at = excluded.expires_at
       where known.expires_at < now()`,
    [`${config.id}:${keyOf(config.idempotency, event)}`],
  );
  return rowCount === 1;
}

/** The key under which at most one run of this function lives; undefined without `singleton`. */
export function singletonKey(config: FunctionConfig, event: EventPayload): string | undefined {
  return config.singleton && `${config.id}:${keyOf(config.singleton.key, event)}`;
}

/** Makes room for a singleton run; false when a living one makes the new one superfluous. */
export async function claimSingleton(
  runner: Runner,
  db: Queryable,
  config: FunctionConfig,
  key: string | undefined,
): Promise<boolean> {
  if (key === undefined) return true;
  await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const { rows } = await db.query<{ id: string }>(
    `select id from function_runner.run
     where singleton_key = $1 and ended_at is null for update`,
    [key],
  );
  if (rows.length > 0 && config.singleton?.mode === 'skip') return false;
  for (const { id } of rows) {
    await finishRun(runner, db, id, { status: 'cancelled', reason: 'Replaced by a newer run' });
  }
  return true;
}

/**
 * How long a new run must wait under the function's throttle, in ms. The generic cell rate
 * algorithm: `burst` starts at once, then one every `period / limit`.
 */
export async function throttleDelayMs(
  db: Queryable,
  config: FunctionConfig,
  event: EventPayload,
): Promise<number> {
  const { throttle } = config;
  if (!throttle) return 0;
  const spacingMs = (durationMs(throttle.period) ?? 0) / throttle.limit;
  const { rows } = await db.query<{ ahead_ms: number }>(
    `insert into function_runner.throttle as known (key, next_start_at)
     values ($1, now() + $2 * interval '1 ms')
     on conflict (key) do update
       set next_start_at = greatest(known.next_start_at, now()) + $2 * interval '1 ms'
     returning (extract(epoch from next_start_at - now()) * 1000)::float8 as ahead_ms`,
    [`${config.id}:${keyOf(throttle.key, event)}`, spacingMs],
  );
  const burst = Math.max(1, throttle.burst ?? 1);
  return Math.max(0, (rows[0]?.ahead_ms ?? 0) - spacingMs * burst);
}

/** The keys a run's steps are counted under while they execute, each with its limit. */
export function concurrencyOf(
  config: FunctionConfig,
  event: EventPayload,
): { keys: string[]; limits: number[] } {
  const given = config.concurrency ?? [];
  const rules = typeof given === 'number' ? [{ limit: given }] : [given].flat();
  // The real server reads a limit of 0 as no limit.
  const limited: { limit: number; key?: string; scope?: string }[] = rules.filter(
    (rule) => rule.limit > 0,
  );
  return {
    keys: limited.map((rule) => {
      const shared = rule.scope === 'env' || rule.scope === 'account';
      const owner = shared ? rule.scope : config.id;
      // With its expression: two rules of one function may give the same value, or none.
      return `${owner}/${rule.key ?? ''}|${keyOf(rule.key, event)}`;
    }),
    limits: limited.map((rule) => rule.limit),
  };
}
