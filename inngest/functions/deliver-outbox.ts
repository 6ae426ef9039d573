// Every minute: sends events that a crash kept from being sent right after their commit.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { deliverOutbox } from '#lib/ports/ports.ts';

export function deliverWaitingEvents() {
  return inngest().createFunction(
    {
      id: 'deliver-outbox',
      triggers: [{ cron: '* * * * *' }],
      retries: 0,
      concurrency: { limit: 1 },
    },
    ({ step }) => step.run('deliver', deliverOutbox),
  );
}
