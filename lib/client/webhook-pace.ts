// How often the log of a webhook is asked for.
import type { WebhookDelivery } from '#lib/shared/schemas/webhook.ts';

/** What is about to be sent is looked at often, what waits for hours now and then. */
const [soonMs, whileSoonMs, whileWaitingMs] = [60_000, 1500, 30_000];

/** In how many milliseconds to ask again; false where nothing is on its way. */
export function paceOf(deliveries: WebhookDelivery[], now: number): number | false {
  const waits = deliveries
    .filter(({ status }) => status === 'pending')
    .map(({ nextAttemptAt }) => (nextAttemptAt ? Date.parse(nextAttemptAt) : now));
  if (waits.length === 0) return false;
  return Math.min(...waits) < now + soonMs ? whileSoonMs : whileWaitingMs;
}
