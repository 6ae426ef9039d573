// What the runner tells about itself.
import type { Runner } from './context.ts';

type Health = {
  status: 'ok';
  appReachable: boolean;
  functions: number;
  /** Jobs that are due but not executing. */
  queued: number;
  running: number;
  /** Jobs that are due later: retries, throttled and future runs. */
  scheduled: number;
  oldestWaitingSeconds: number;
};

/** How deep the queue is now. */
export async function queueHealth(runner: Runner): Promise<Health> {
  const { rows } = await runner.pool.query(
    `select
       count(*) filter (where available_at <= now())::int as queued,
       count(*) filter (where lease is not null and available_at > now())::int as running,
       count(*) filter (where lease is null and available_at > now())::int as scheduled,
       coalesce(extract(epoch from now() - min(greatest(available_at, queued_at))
         filter (where available_at <= now())), 0)::float8 as "oldestWaitingSeconds"
     from function_runner.job`,
  );
  return {
    status: 'ok',
    appReachable: runner.callees.some((callee) => callee.isReachable()),
    functions: runner.registry.ids().length,
    ...rows[0],
  };
}

/** The latest runs, newest first; at most 500. */
export async function listRuns(runner: Runner, limit: number): Promise<unknown[]> {
  const count = Number.isInteger(limit) ? Math.min(Math.max(limit, 1), 500) : 50;
  const { rows } = await runner.pool.query(
    `select id, function_id as "functionId", event ->> 'name' as "eventName", status,
       error ->> 'message' as failure,
       created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt"
     from function_runner.run order by created_at desc limit $1`,
    [count],
  );
  return rows;
}
