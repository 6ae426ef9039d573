// How often a message is sent, how long is waited between, and when an endpoint is given up.
import 'server-only';
import { pingEvent } from '../shared/schemas/webhook.ts';

const [second, minute, hour] = [1000, 60_000, 3_600_000];

/** Before the second attempt, before the third …: a little more than 31 hours together. */
const waitsMs = [
  ...[5 * second, 5 * minute, 30 * minute],
  ...[2 * hour, 5 * hour, 10 * hour, 14 * hour],
];

/** So that what failed together is not sent together again. */
const jitter = 0.1;

/** No run makes more of them. */
export const mostAttempts = waitsMs.length + 1;

/** An endpoint at which nothing got through for so long is turned off when the next message is given up. */
export const failingDays = 3;

/** How long a secret signs beside the one that replaced it. */
export const secretOverlapHours = 24;

/** When to try again after so many tries; null: it is given up. A ping is tried once. */
export function nextTryAt(eventType: string, tries: number, now: Date): Date | null {
  const waitMs = eventType === pingEvent ? undefined : waitsMs[tries - 1];
  if (waitMs === undefined) return null;
  return new Date(now.getTime() + waitMs * (1 + Math.random() * jitter));
}
