// Hourly: removes what processes that died left in this machine's work folder.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { scheduled } from '#lib/jobs/schedules.ts';
import { sweepWorkspaces } from '#lib/media/workspace.ts';

const day = 24 * 3_600_000;

export function sweepWorkFolder() {
  return inngest().createFunction(
    {
      id: 'sweep-workspaces',
      triggers: [scheduled('SWEEP_CRON')],
      retries: 0,
      concurrency: { limit: 1 },
    },
    ({ step }) => step.run('sweep', () => sweepWorkspaces(new Date(Date.now() - day))),
  );
}
