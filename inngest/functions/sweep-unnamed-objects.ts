// Every night, unless told: removes stored renditions that no row names.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { scheduled } from '#lib/jobs/schedules.ts';
import { sweepUnnamed } from '#lib/media/sweep-unnamed.ts';
import { ports } from '#lib/ports/ports.ts';

export function sweepUnnamedObjects() {
  return inngest().createFunction(
    {
      id: 'sweep-unnamed-objects',
      triggers: [scheduled('SWEEP_DAILY_CRON')],
      retries: 2,
      concurrency: { limit: 1 },
    },
    ({ step }) => step.run('sweep', () => sweepUnnamed(ports())),
  );
}
