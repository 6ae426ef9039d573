// Waiting for something that is welcome but not worth a long wait.
import 'server-only';

/**
 * What the work answers, or nothing when it takes longer. libvips cannot be stopped in the middle: what
 * is late runs to its end and is forgotten, also when it fails then.
 */
export async function inTime<Result>(
  work: Promise<Result>,
  patienceMs: number,
): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patienceMs, undefined);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
