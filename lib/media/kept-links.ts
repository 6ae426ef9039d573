// Signed links that stay the same for an hour, whichever process gives them.
import 'server-only';
import { hourOf } from './link-life.ts';

/** `signedAt` in milliseconds. */
type Kept = { url: string; signedAtMs: number };

const mostKept = 20_000;
const kept = new Map<string, Kept>();

/**
 * The link to `key` that `sign` makes as of the beginning of this hour. A playlist that grows is asked for
 * every few seconds by everybody who watches: what it said before it has to say again (RFC 8216,
 * 6.2.1), from another process as well, and thousands of signatures each time would keep a processor busy.
 */
export async function keptLink(
  key: string,
  sign: (signedAt: Date) => Promise<string>,
  now: Date,
): Promise<string> {
  const known = kept.get(key);
  const signedAt = hourOf(now);
  const signedAtMs = signedAt.getTime();
  if (known?.signedAtMs === signedAtMs) return known.url;
  const url = await sign(signedAt);
  // The oldest go first: a Map keeps the order in which it was filled.
  kept.delete(key);
  kept.set(key, { url, signedAtMs });
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return url;
}
