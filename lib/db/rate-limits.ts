// Counting attempts in Postgres, so that every process sees the same count.
import 'server-only';
import type { Database } from './client.ts';

/** `weight` is what one attempt counts: 1 unless told. */
export type RateLimit = { key: string; limit: number; windowSeconds: number; weight?: number };

/** How often it was counted in the window that ends in `seconds`. */
export type Counted = { key: string; hits: number; seconds: number };

/**
 * Counts one attempt. Answers 0 while the limit holds, else the seconds until the window ends.
 * One statement: two processes cannot both take the last place.
 */
export async function countAttempt(db: Database, limit: RateLimit): Promise<number> {
  const [counted] = await countAttempts(db, [limit]);
  if (!counted) throw new Error('the rate limit row was not written');
  return counted.hits > limit.limit ? Math.max(1, counted.seconds) : 0;
}

/** Counts one attempt against each of them, whatever its limit, by one statement. */
export function countAttempts(
  db: Database,
  limits: readonly Omit<RateLimit, 'limit'>[],
): Promise<Counted[]> {
  // In the order of their keys, so that two who count the same wait for each other, not in a ring.
  return db.$queryRaw`
    insert into rate_limits as r (key, hits, expires_at)
    select key, weight, now() + seconds * interval '1 second'
      from unnest(${limits.map(({ key }) => key)}::text[],
                  ${limits.map(({ weight = 1 }) => weight)}::int[],
                  ${limits.map(({ windowSeconds }) => windowSeconds)}::int[])
             as attempt(key, weight, seconds)
     order by key
    on conflict (key) do update set
      hits = case when r.expires_at <= now() then excluded.hits else r.hits + excluded.hits end,
      expires_at = case when r.expires_at <= now() then excluded.expires_at else r.expires_at end
    -- The column rounds to a millisecond, which must not make 61 seconds of 60.
    returning key, hits, ceil(extract(epoch from expires_at - now()) - 0.001)::int as seconds`;
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
