// The tables of the runner: its own schema beside the app's, so that dropping it forgets every run.
import type pg from 'pg';
import { inTransaction } from './database.ts';

// Payloads are `json`, not `jsonb`: kept as sent, and \u0000 is allowed.
const tables = `
create schema if not exists function_runner;

create table function_runner.registered_function (
  id text primary key,
  config json not null
);

create table function_runner.event (
  id text primary key,
  sequence bigint generated always as identity,
  name text not null,
  payload json not null,
  received_at timestamptz not null default now(),
  routed_at timestamptz
);
create index event_unrouted on function_runner.event (sequence) where routed_at is null;
create index event_received on function_runner.event (received_at);

create table function_runner.run (
  id text primary key,
  function_id text not null,
  event json not null,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  eager boolean not null default false,
  concurrency_keys text[] not null default '{}',
  concurrency_limits int[] not null default '{}',
  singleton_key text,
  parent_run_id text,
  parent_step_id text,
  result json,
  error json,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  ended_at timestamptz,
  deadline_at timestamptz,
  finish_within_ms bigint
);
create index run_live on function_runner.run (function_id) where ended_at is null;
create index run_singleton on function_runner.run (singleton_key)
  where ended_at is null and singleton_key is not null;
create index run_deadline on function_runner.run (deadline_at)
  where ended_at is null and deadline_at is not null;
create index run_ended on function_runner.run (ended_at) where ended_at is not null;
create index run_created on function_runner.run (created_at);

create table function_runner.step (
  run_id text not null references function_runner.run on delete cascade,
  id text not null,
  name text,
  sequence bigint generated always as identity,
  value json not null,
  primary key (run_id, id)
);

-- available_at is when a waiting job is due and when a leased job's lease ends.
create table function_runner.job (
  id bigint generated always as identity primary key,
  run_id text not null references function_runner.run on delete cascade,
  step_id text not null,
  function_id text not null,
  concurrency_keys text[] not null,
  concurrency_limits int[] not null,
  attempt int not null default 0,
  interruptions int not null default 0,
  available_at timestamptz not null default now(),
  queued_at timestamptz not null default now(),
  lease uuid,
  runner_id bigint,
  unique (run_id, step_id)
);
create index job_available on function_runner.job (available_at, id);
create index job_leased on function_runner.job (runner_id) where lease is not null;

create table function_runner.wait (
  run_id text not null references function_runner.run on delete cascade,
  step_id text not null,
  kind text not null check (kind in ('sleep', 'event', 'invoke')),
  event_name text,
  expression text,
  until timestamptz not null,
  primary key (run_id, step_id)
);
create index wait_until on function_runner.wait (until);
create index wait_event on function_runner.wait (event_name) where event_name is not null;

create table function_runner.cron (
  function_id text not null,
  expression text not null,
  next_at timestamptz not null,
  primary key (function_id, expression)
);

create table function_runner.throttle (
  key text primary key,
  next_start_at timestamptz not null
);

create table function_runner.idempotency (
  key text primary key,
  expires_at timestamptz not null
);
`;

/** Makes the tables unless they are there; safe when several processes start at once. */
export async function ensureSchema(pool: pg.Pool): Promise<void> {
  await inTransaction(
    pool,
    async (client) => {
      const found = await client.query(`select to_regclass('function_runner.idempotency') as name`);
      if (found.rows[0].name === null) await client.query(tables);
    },
    { lock: 'schema' },
  );
}
