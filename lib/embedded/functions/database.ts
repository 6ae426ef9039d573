// Transactions on the runner's pool.
import type pg from 'pg';

/** What both a pool and a transaction's client can do. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** Whether the same work may succeed later: connection lost, deadlock, database restarting. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : undefined;
  return code === undefined
    ? /connection|timeout/i.test(error.message)
    : /^(08|40|53|57|E[A-Z])/.test(code);
}

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it throws.
 * `durable: false` lets the commit return before it is on disk; for what a restart would redo.
 * Transactions that name the same `lock`, one of ours, follow one another.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  { durable = true, lock }: { durable?: boolean; lock?: string } = {},
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(opening(durable, lock));
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** One message to the server, however much it says. */
function opening(durable: boolean, lock: string | undefined): string {
  const statements = ['begin'];
  if (!durable) statements.push('set local synchronous_commit = off');
  if (lock) statements.push(`select pg_advisory_xact_lock(hashtext('function_runner.${lock}'))`);
  return statements.join('; ');
}
