// Signed links that stay the same for an hour, whichever process gives them.
import 'server-only';

type Kept = { url: string; hour: number };

/** An hour: much shorter than any of them works. */
const keptMs = 3_600_000;
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
  const hour = Math.floor(now.getTime() / keptMs);
  if (known?.hour === hour) return known.url;
  const url = await sign(new Date(hour * keptMs));
  // The oldest go first: a Map keeps the order in which it was filled.
  kept.delete(key);
  kept.set(key, { url, hour });
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return url;
}
