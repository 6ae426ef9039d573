// Once a day: removes stored renditions that no row names.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { sweepUnnamed } from '#lib/media/sweep-unnamed.ts';
import { ports } from '#lib/ports/ports.ts';

/** Longer than any step lasts: what it stores it enters at its end. */
const day = 24 * 3_600_000;

export function sweepUnnamedObjects() {
  return inngest().createFunction(
    {
      id: 'sweep-unnamed-objects',
      triggers: [{ cron: '37 3 * * *' }],
      retries: 2,
      concurrency: { limit: 1 },
    },
    ({ step }) => step.run('sweep', () => sweepUnnamed(new Date(Date.now() - day), ports())),
  );
}
