// Reads the Retry-After header.

/**
 * Seconds to wait, from either form of the header (RFC 9110, 10.2.3: seconds or an HTTP date);
 * undefined when it is absent or unreadable.
 */
export function retryAfterSeconds(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
