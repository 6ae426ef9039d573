// Pieces of work that are only of use together: when one fails, the others stop before anything goes on.
import 'server-only';

/**
 * Begins all with a signal of their own, which aborts with `signal` and as soon as one of them fails.
 * Throws what failed first, once all of them have ended: nobody is left at work in a folder that goes.
 */
export async function together<Results extends unknown[]>(
  signal: AbortSignal | undefined,
  begin: (signal: AbortSignal) => { [Index in keyof Results]: Promise<Results[Index]> },
): Promise<Results> {
  const stop = new AbortController();
  const works = begin(signal ? AbortSignal.any([signal, stop.signal]) : stop.signal);
  try {
    return (await Promise.all(works)) as Results;
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(works);
    throw error;
  }
}
