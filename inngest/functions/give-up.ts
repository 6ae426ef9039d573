// What happens to a media when every retry of its function is used up.
import 'server-only';
import type { MediaRun } from '#lib/jobs/events.ts';
import { failRun } from '#lib/media/processing-run.ts';
import { removeWorkspace } from '#lib/media/workspace.ts';
import { ports } from '#lib/ports/ports.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';

/** Marks the run failed, unless the step that failed already said why. */
export async function giveUp({
  event,
}: {
  event: { data: { event: { data: MediaRun } } };
}): Promise<void> {
  const run = event.data.event.data;
  await failRun(run, new MediaFailure('internal', 'Processing did not work.'), ports());
  await removeWorkspace(run);
}
