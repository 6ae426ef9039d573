// Signed links that stay the same while they are good.
import 'server-only';

type Kept = { url: string; until: number };

/** Much shorter than any of them works. */
const keptMs = 3_600_000;
const mostKept = 20_000;
const kept = new Map<string, Kept>();

/**
 * The link to `key`, signed by `sign` unless it was within the hour. A playlist that grows is asked for
 * every few seconds by everybody who watches: what it said before it has to say again (RFC 8216,
 * 6.2.1), and thousands of signatures each time would keep a processor busy.
 */
export async function keptLink(
  key: string,
  sign: () => Promise<string>,
  now: Date,
): Promise<string> {
  const known = kept.get(key);
  if (known && known.until > now.getTime()) return known.url;
  const url = await sign();
  // The oldest go first: a Map keeps the order in which it was filled.
  kept.delete(key);
  kept.set(key, { url, until: now.getTime() + keptMs });
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return url;
}
