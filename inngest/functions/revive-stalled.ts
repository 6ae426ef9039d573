// Every five minutes, unless told: begins runs again whose event or worker was lost.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { scheduled } from '#lib/jobs/schedules.ts';
import { reviveStalled } from '#lib/media/revive-stalled.ts';
import { ports } from '#lib/ports/ports.ts';

export function reviveStalledRuns() {
  return inngest().createFunction(
    {
      id: 'revive-stalled',
      triggers: [scheduled('RECONCILE_CRON')],
      retries: 0,
      concurrency: { limit: 1 },
    },
    ({ step }) => step.run('batch', () => reviveStalled(ports())),
  );
}
