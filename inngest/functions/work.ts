// Runs one verb of the domain as a step: what cannot succeed later fails now, with its reason.
import 'server-only';
import type { MediaRun } from '#lib/jobs/events.ts';
import { permanent } from '#lib/jobs/permanent.ts';
import { discardRun, failRun, Superseded } from '#lib/media/processing-run.ts';
import { removeWorkspace } from '#lib/media/workspace.ts';
import { type Ports, ports } from '#lib/ports/ports.ts';
import { AppError, isPermanent } from '#lib/shared/errors.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';

/** A media that cannot be processed is marked failed; everything else is left to the retries. */
export async function work<Result>(
  run: MediaRun,
  verb: (ports: Ports) => Promise<Result>,
): Promise<Result> {
  const tools = ports();
  try {
    return await verb(tools);
  } catch (error) {
    if (error instanceof MediaFailure) {
      await failRun(run, error, tools);
      throw permanent(error);
    }
    if (error instanceof Superseded) {
      // Nobody works on it any more, so this machine's copy of the original can go.
      if (await discardRun(run, tools)) await removeWorkspace(run);
      throw permanent(error);
    }
    throw error instanceof AppError && isPermanent(error) ? permanent(error) : error;
  }
}

/** A run that is one verb: done, this machine's copy of the original can go. */
export async function workAlone(
  run: MediaRun,
  verb: (run: MediaRun, ports: Ports) => Promise<void>,
): Promise<void> {
  await work(run, (tools) => verb(run, tools));
  await removeWorkspace(run);
}
