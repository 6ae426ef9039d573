// Clearing up on every machine that took part in a run: only one of them takes its last step.
import 'server-only';
import { log } from '../env/log.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { ofRun } from './processing-run.ts';
import { removeWorkspace } from './workspace.ts';

const lookEveryMs = 60_000;

const awaited = new Set<string>();

/** Removes this machine's copy of the original within a minute after the run is over, however it ended. */
export function removeWorkspaceWhenOver(run: MediaRun, ports: Ports): void {
  const name = `${run.mediaId}-${run.generation}`;
  if (awaited.has(name)) return;
  awaited.add(name);
  const timer = setInterval(async () => {
    try {
      if ((await ports.db.media.count({ where: ofRun(run) })) > 0) return;
      await removeWorkspace(run);
    } catch (error) {
      log().debug({ mediaId: run.mediaId, error: String(error) }, 'a workspace is looked at later');
      return;
    }
    clearInterval(timer);
    awaited.delete(name);
  }, lookEveryMs);
  timer.unref();
}
