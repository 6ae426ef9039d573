// Hourly, unless told: removes files nobody saved and uploads that stopped.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { scheduled } from '#lib/jobs/schedules.ts';
import { sweepWorkspaces } from '#lib/media/workspace.ts';
import { ports } from '#lib/ports/ports.ts';
import { uploadRules } from '#lib/uploads/policy.ts';
import { sweepAbandoned } from '#lib/uploads/sweep-abandoned.ts';
import { sweepMultiparts } from '#lib/uploads/sweep-multiparts.ts';

const maxBatches = 50;
const day = 24 * 3_600_000;

export function sweepAbandonedUploads() {
  return inngest().createFunction(
    {
      id: 'sweep-abandoned-uploads',
      triggers: [scheduled('SWEEP_CRON')],
      retries: 2,
      concurrency: { limit: 1 },
    },
    async ({ step }) => {
      const total = { removed: 0, forgotten: 0, failed: 0 };
      for (let batch = 1; batch <= maxBatches; batch += 1) {
        const done = await step.run(`batch-${batch}`, () => sweepAbandoned(ports(), uploadRules()));
        total.removed += done.removed;
        total.forgotten += done.forgotten;
        total.failed += done.failed;
        if (done.removed + done.forgotten === 0) break;
      }
      await step.run('multiparts', () => sweepMultiparts(ports()));
      await step.run('workspaces', () => sweepWorkspaces(new Date(Date.now() - day)));
      return total;
    },
  );
}
