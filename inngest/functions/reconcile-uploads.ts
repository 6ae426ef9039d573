// Every five minutes, unless told: finishes uploads whose client sent everything and then fell silent.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { scheduled } from '#lib/jobs/schedules.ts';
import { ports } from '#lib/ports/ports.ts';
import { uploadRules } from '#lib/uploads/policy.ts';
import { reconcileUploads } from '#lib/uploads/reconcile.ts';

export function reconcileSilentUploads() {
  return inngest().createFunction(
    {
      id: 'reconcile-uploads',
      triggers: [scheduled('RECONCILE_CRON')],
      retries: 0,
      concurrency: { limit: 1 },
    },
    ({ step }) => step.run('batch', () => reconcileUploads(ports(), uploadRules())),
  );
}
