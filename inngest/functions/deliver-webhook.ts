// webhook/due → a message at its endpoint, tried until it gets through or is given up.
import 'server-only';
import type { GetStepTools, Inngest } from 'inngest';
import { env } from '#lib/env/env.ts';
import { inngest } from '#lib/jobs/client.ts';
import { type WebhookRun, webhookDue } from '#lib/jobs/events.ts';
import { ports } from '#lib/ports/ports.ts';
import { attemptDelivery } from '#lib/webhooks/attempt-delivery.ts';
import { mostAttempts } from '#lib/webhooks/retry-schedule.ts';

/** Receivers may be slow: half of a worker's steps are kept for everything else. */
const atOnce = () => Math.max(2, Math.floor(env().WORKER_STEPS_AT_ONCE / 2));

export function deliverWebhook() {
  return inngest().createFunction(
    {
      id: 'deliver-webhook',
      triggers: [webhookDue],
      // Of our own database; what a receiver answers is no failure of the step.
      retries: 5,
      concurrency: [{ limit: atOnce() }, { key: 'event.data.endpointId', limit: 1 }],
    },
    ({ event, step }) => deliverInSteps(event.data, step),
  );
}

/** Each attempt is a step, and between them nobody waits but the event server. */
export async function deliverInSteps(
  run: WebhookRun,
  step: Pick<GetStepTools<Inngest.Any>, 'run' | 'sleepUntil'>,
): Promise<void> {
  for (let number = 1; number <= mostAttempts; number += 1) {
    const { retryAt } = await step.run(`attempt-${number}`, () =>
      attemptDelivery({ ...run, number }, ports()),
    );
    if (retryAt === null) return;
    await step.sleepUntil(`wait-${number}`, retryAt);
  }
}
