// Every night, unless told: empties the trash of what has lain there for thirty days.
import 'server-only';
import { purgeExpired } from '#lib/catalog/purge-expired.ts';
import { inngest } from '#lib/jobs/client.ts';
import { scheduled } from '#lib/jobs/schedules.ts';
import { ports } from '#lib/ports/ports.ts';

const maxBatches = 50;

export function purgeTrash() {
  return inngest().createFunction(
    {
      id: 'purge-trash',
      triggers: [scheduled('SWEEP_DAILY_CRON')],
      retries: 2,
      concurrency: { limit: 1 },
    },
    async ({ step }) => {
      const total = { purged: 0, failed: 0 };
      for (let batch = 1; batch <= maxBatches; batch += 1) {
        const done = await step.run(`batch-${batch}`, () => purgeExpired(ports()));
        total.purged += done.purged;
        total.failed += done.failed;
        if (done.purged === 0) break;
      }
      return total;
    },
  );
}
