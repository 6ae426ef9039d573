// The queue of jobs: claimed under a lease, within the concurrency limits.
import type { Runner } from './context.ts';
import { inTransaction, type Queryable } from './database.ts';
import type { EventPayload } from './wire.ts';

export type Job = {
  id: string;
  run_id: string;
  /** `step` finds out what comes next; anything else is the id of one planned step. */
  step_id: string;
  function_id: string;
  attempt: number;
  interruptions: number;
  lease: string;
  event: EventPayload;
  eager: boolean;
};

type Candidate = { id: string; concurrency_keys: string[]; concurrency_limits: number[] };

/** How many steps execute under each key, and which keys are used up. */
type Usage = { counts: Map<string, number>; full: Set<string> };

/** How many to look for beside those that are `admitted` already; `held` are our own leases. */
type Search = {
  usage: Usage;
  admitted: string[];
  held: string[];
  functionIds: string[];
  count: number;
};

/**
 * Leases up to `count` jobs of these functions that are due and that no concurrency limit holds back.
 * Not what this runner executes: while the database was away nobody could renew its lease, and nobody took it over either.
 */
export async function claimJobs(
  runner: Runner,
  { functionIds, count }: { functionIds: string[]; count: number },
  executing: Iterable<Job> = [],
): Promise<Job[]> {
  const held = [...executing].map((job) => job.lease);
  return await inTransaction(
    runner.pool,
    async (client) => {
      const usage = await readUsage(client, held);
      const admitted: string[] = [];
      for (;;) {
        const wanted = count - admitted.length;
        const candidates = await findCandidates(client, {
          ...{ usage, admitted, held, functionIds, count: wanted },
        });
        for (const candidate of candidates) {
          if (admit(candidate, usage)) admitted.push(candidate.id);
        }
        // Each candidate was either admitted or has a key that is now full: the next look differs.
        if (candidates.length < wanted || admitted.length === count) break;
      }
      return admitted.length > 0 ? await lease(runner, client, admitted) : [];
    },
    // A lease lost in a crash of the database is a job that is simply due again. One claimer at a
    // time, so that limits are checked against a count that stands still.
    { durable: false, lock: 'claim' },
  );
}

async function readUsage(db: Queryable, held: string[]): Promise<Usage> {
  const { rows } = await db.query<{ key: string; count: number; max: number }>(
    `select key, count(*)::int as count, min(max) as max
     from function_runner.job, unnest(concurrency_keys, concurrency_limits) as rule (key, max)
     where lease is not null and (available_at > now() or lease = any($1))
     group by key`,
    [held],
  );
  return {
    counts: new Map(rows.map((row) => [row.key, row.count])),
    full: new Set(rows.filter((row) => row.count >= row.max).map((row) => row.key)),
  };
}

async function findCandidates(
  db: Queryable,
  { usage, admitted, held, functionIds, count }: Search,
): Promise<Candidate[]> {
  // The run is locked before the job everywhere; a run being changed right now is left for later.
  const { rows } = await db.query<Candidate>(
    `select job.id, job.concurrency_keys, job.concurrency_limits
     from function_runner.job join function_runner.run on run.id = job.run_id
     where job.available_at <= now() and job.function_id = any($1) and job.id <> all($2)
       and not job.concurrency_keys && $3 and (job.lease is null or job.lease <> all($5))
     order by job.available_at, job.id limit $4
     for update of run skip locked`,
    [functionIds, admitted, [...usage.full], count, held],
  );
  return rows;
}

function admit(candidate: Candidate, { counts, full }: Usage): boolean {
  const { concurrency_keys: keys, concurrency_limits: limits } = candidate;
  const isFull = (key: string, index: number) => (counts.get(key) ?? 0) >= (limits[index] ?? 0);
  for (const key of keys.filter(isFull)) full.add(key);
  if (keys.some(isFull)) return false;
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return true;
}

async function lease(runner: Runner, db: Queryable, jobIds: string[]): Promise<Job[]> {
  const { rows } = await db.query<Job>(
    `with leased as (
       update function_runner.job
       set lease = gen_random_uuid(), runner_id = $2,
           available_at = now() + $3 * interval '1 ms'
       where id = any($1) returning *
     ), started as (
       update function_runner.run
       set status = 'running', started_at = now(),
           deadline_at = now() + finish_within_ms * interval '1 ms'
       from leased where run.id = leased.run_id and run.started_at is null
     )
     select leased.id, leased.run_id, leased.step_id, leased.function_id, leased.attempt,
       leased.interruptions, leased.lease, run.event, run.eager
     from leased join function_runner.run on run.id = leased.run_id`,
    [jobIds, runner.id, runner.settings.leaseMs],
  );
  return rows;
}

/** Keeps the leases of jobs that are still executing. */
export async function renewLeases(runner: Runner, jobs: Iterable<Job>): Promise<void> {
  const leases = [...jobs].map((job) => job.lease);
  if (leases.length === 0) return;
  await runner.pool.query(
    `update function_runner.job set available_at = now() + $2 * interval '1 ms'
     where lease = any($1)`,
    [leases, runner.settings.leaseMs],
  );
}

/** The job returns to the queue as it was, due after `delayMs`; nothing if its lease is gone. */
export async function returnJob(
  db: Queryable,
  job: Job,
  { delayMs, interrupted }: { delayMs: number; interrupted: boolean },
): Promise<void> {
  await db.query(
    `update function_runner.job
     set lease = null, runner_id = null, available_at = now() + $3 * interval '1 ms',
         interruptions = interruptions + $4
     where id = $1 and lease = $2`,
    [job.id, job.lease, delayMs, interrupted ? 1 : 0],
  );
}

/** Frees the jobs of runners that died: a living one holds its advisory lock. */
export async function freeOrphans(runner: Runner): Promise<number> {
  const { rowCount } = await runner.pool.query(
    `update function_runner.job set lease = null, runner_id = null, available_at = queued_at
     where lease is not null and runner_id <> $1 and runner_id <> all (
       select objid::bigint from pg_locks
       where locktype = 'advisory' and classid = $2 and granted
         and database = (select oid from pg_database where datname = current_database()))`,
    [runner.id, runnerLockClass],
  );
  return rowCount ?? 0;
}

/** First key of the advisory lock each runner holds; the second is its id. */
export const runnerLockClass = 7_262_001;

/** Milliseconds until the next job that is not yet due becomes so; undefined without one. */
export async function nextJobDelayMs(db: Queryable): Promise<number | undefined> {
  const { rows } = await db.query<{ delay_ms: number | null }>(
    `select (extract(epoch from min(available_at) - now()) * 1000)::float8 as delay_ms
     from function_runner.job where available_at > now()`,
  );
  return rows[0]?.delay_ms ?? undefined;
}
