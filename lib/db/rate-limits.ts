// Counting attempts in Postgres, so that every process sees the same count.
import 'server-only';
import type { Database } from './client.ts';

/** `weight` is what one attempt counts: 1 unless told. */
export type RateLimit = { key: string; limit: number; windowSeconds: number; weight?: number };

/**
 * Counts one attempt. Answers 0 while the limit holds, else the seconds until the window ends.
 * One statement: two processes cannot both take the last place.
 */
export async function countAttempt(
  db: Database,
  { key, limit, windowSeconds, weight = 1 }: RateLimit,
): Promise<number> {
  const [row] = await db.$queryRaw<{ hits: number; seconds: number }[]>`
    insert into rate_limits as r (key, hits, expires_at)
    values (${key}, ${weight}, now() + ${windowSeconds} * interval '1 second')
    on conflict (key) do update set
      hits = case when r.expires_at <= now() then excluded.hits else r.hits + excluded.hits end,
      expires_at = case when r.expires_at <= now() then excluded.expires_at else r.expires_at end
    returning hits, ceil(extract(epoch from expires_at - now()))::int as seconds`;
  if (!row) throw new Error('the rate limit row was not written');
  return row.hits > limit ? Math.max(1, row.seconds) : 0;
}

/** Forgets attempts, after a success for example. */
export async function clearAttempts(db: Database, key: string): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key } });
}

/** Removes up to `limit` windows that are over; returns how many. */
export function forgetOldWindows(db: Database, limit: number): Promise<number> {
  // One that is counted in again just now is not over any more, which the outer condition sees.
  return db.$executeRaw`
    delete from rate_limits where expires_at < now() and key in (
      select key from rate_limits where expires_at < now() limit ${limit})`;
}

export function countOldWindows(db: Database): Promise<number> {
  return db.rateLimit.count({ where: { expiresAt: { lt: new Date() } } });
}
