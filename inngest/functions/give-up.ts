// What happens to a media when every retry of its function is used up.
import 'server-only';
import type { MediaRun } from '#lib/jobs/events.ts';
import { failRun } from '#lib/media/processing-run.ts';
import { removeWorkspace } from '#lib/media/workspace.ts';
import { ports } from '#lib/ports/ports.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';

/** What the event server tells of a run that failed: its event, and how the last attempt ended. */
type Failed = { data: { event: { data: MediaRun }; error?: { message?: string } } };

/** Marks the run failed, unless the step that failed already said why. */
export async function giveUp({ event }: { event: Failed }): Promise<void> {
  const run = event.data.event.data;
  const cause = new Error(event.data.error?.message ?? 'The reason is not known.');
  await failRun(run, new MediaFailure('internal', 'Processing did not work.', { cause }), ports());
  await removeWorkspace(run);
}
