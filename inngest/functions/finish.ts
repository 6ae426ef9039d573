// The last step of every processing function.
import 'server-only';
import type { MediaRun } from '#lib/jobs/events.ts';
import { finishRun } from '#lib/media/processing-run.ts';
import { removeWorkspace } from '#lib/media/workspace.ts';
import { work } from './work.ts';

/** Everything is stored: the media is ready, and this machine's copy can go. */
export function finish(run: MediaRun): Promise<void> {
  return work(run, async (ports) => {
    await finishRun(run, ports);
    await removeWorkspace(run);
  });
}
