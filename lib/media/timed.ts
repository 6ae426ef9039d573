// How long a piece of work took, beside what it came to.
import 'server-only';

/** What `work` resolves to, with the milliseconds until then. Begin it in the call. */
export async function timed<Result extends object>(
  work: Promise<Result>,
): Promise<Result & { tookMs: number }> {
  const startedAt = performance.now();
  const result = await work;
  return { ...result, tookMs: Math.round(performance.now() - startedAt) };
}
