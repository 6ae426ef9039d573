// Every five minutes, unless told: begins deliveries again that nobody is at any more.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { scheduled } from '#lib/jobs/schedules.ts';
import { ports } from '#lib/ports/ports.ts';
import { reviveDeliveries } from '#lib/webhooks/revive-deliveries.ts';

export function reviveStrandedWebhooks() {
  return inngest().createFunction(
    {
      id: 'revive-webhooks',
      triggers: [scheduled('RECONCILE_CRON')],
      retries: 0,
      concurrency: { limit: 1 },
    },
    ({ step }) => step.run('batch', () => reviveDeliveries(ports())),
  );
}
