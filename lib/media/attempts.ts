// Which attempt at a run is under way in this process.
import 'server-only';
import type { MediaRun } from '../jobs/events.ts';
import { Superseded } from './processing-run.ts';

export type Attempt = { signal: AbortSignal; end(): void };

const underWay = new Map<string, AbortController>();

/**
 * Begins an attempt and stops an earlier one at the same run, whose caller is gone; of a run whose
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
