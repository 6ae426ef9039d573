// Attempts at a run: each has a number of its own, and the newer stops the older of this process.
import 'server-only';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { ofRun, Superseded } from './processing-run.ts';

/**
 * Begins an attempt at something of the run: answers its media, whose `attempts` is the number of this
 * one from now on. Machines that do the same at the same time store beside each other by it, and the
 * first that is done is the one whose rows count. Throws `Superseded`.
 */
export async function beginAttempt(run: MediaRun, { db, now }: Ports) {
  const [media] = await db.media.updateManyAndReturn({
    where: ofRun(run),
    data: { attempts: { increment: 1 }, heartbeatAt: now() },
  });
  if (!media) throw new Superseded(run);
  return media;
}

export type Attempt = { signal: AbortSignal; end(): void };

const underWay = new Map<string, AbortController>();

/**
 * Stops an earlier attempt of this process at the same run, whose caller is gone; of a run whose
 * parts are worked on beside each other, at the same part.
 */
export function takeOver(run: MediaRun, part: string): Attempt {
  const name = `${run.mediaId}-${run.generation}-${part}`;
  const aborter = new AbortController();
  underWay.get(name)?.abort(new Superseded(run));
  underWay.set(name, aborter);
  return {
    signal: aborter.signal,
    end() {
      if (underWay.get(name) === aborter) underWay.delete(name);
    },
  };
}
