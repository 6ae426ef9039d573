// What an attempt came to: for its delivery, and for its endpoint.
import 'server-only';
import { type Transaction, transact } from '../db/client.ts';
import type { DueRow } from '../db/webhook-deliveries.ts';
import type { WebhookRun } from '../jobs/events.ts';
import { recordAudit } from '../ports/audit.ts';
import type { Ports } from '../ports/ports.ts';
import type { disabledReasons } from '../shared/schemas/webhook.ts';
import type { Outcome } from './post-guarded.ts';
import { failingDays, nextTryAt } from './retry-schedule.ts';

type Attempt = WebhookRun & { number: number };
type Came = { delivery: DueRow; outcome: Outcome };

const dayMs = 24 * 3_600_000;
/** The receiver says that nobody is there any more, and that nothing is to be sent again. */
const goneStatus = 410;

/**
 * Writes the attempt, what is next for its delivery, and how its endpoint stands; all or nothing. A
 * delivery that was begun anew meanwhile is left to its new run. Answers when to try again.
 */
export async function settleAttempt(
  { deliveryId, round, number }: Attempt,
  { delivery, outcome }: Came,
  { db, now }: Ports,
): Promise<{ retryAt: string | null }> {
  const at = now();
  const { failure, durationMs, statusCode, answer } = outcome;
  const isGone = statusCode === goneStatus;
  const tries = delivery.tries + 1;
  const retry = failure && !isGone ? nextTryAt(delivery.eventType, tries, at) : null;
  return transact(db, async (tx) => {
    const key = { deliveryId, round, number };
    const { count } = await tx.webhookAttempt.updateMany({
      where: key,
      data: { finishedAt: at, durationMs, statusCode, failureCode: failure, answer },
    });
    // Its endpoint was deleted meanwhile, and it with it.
    if (count === 0) return { retryAt: null };
    const settled = await tx.webhookDelivery.updateMany({
      where: { id: deliveryId, round, status: 'pending' },
      data: { tries, ...standing({ failure, isGone, retry, at }) },
    });
    await judgeEndpoint(tx, { endpoint: delivery.endpoint, failure, isGone, retry, at });
    return { retryAt: settled.count > 0 ? (retry?.toISOString() ?? null) : null };
  });
}

type Judged = { failure: Outcome['failure']; isGone: boolean; retry: Date | null; at: Date };

/** The columns of a delivery after an attempt. */
function standing({ failure, isGone, retry, at }: Judged) {
  if (!failure) {
    return { status: 'delivered', failureCode: null, nextAttemptAt: null, settledAt: at } as const;
  }
  if (retry) return { nextAttemptAt: retry };
  const failureCode = isGone ? 'gone' : 'gave_up';
  return { status: 'failed', failureCode, nextAttemptAt: null, settledAt: at } as const;
}

/** Turned off is what says that it is gone, and what took nothing for days, when a message is given up. */
async function judgeEndpoint(
  tx: Transaction,
  { endpoint: { id, failingSince }, failure, isGone, retry, at }: Judged & Pick<DueRow, 'endpoint'>,
): Promise<void> {
  if (!failure) {
    const where = { id, failingSince: { not: null } };
    await tx.webhookEndpoint.updateMany({ where, data: { failingSince: null } });
    return;
  }
  const isNew = { id, failingSince: null };
  await tx.webhookEndpoint.updateMany({ where: isNew, data: { failingSince: at } });
  const failingMs = at.getTime() - (failingSince ?? at).getTime();
  if (isGone) await disable(tx, id, 'gone', at);
  else if (!retry && failingMs >= failingDays * dayMs) await disable(tx, id, 'failing', at);
}

async function disable(
  tx: Transaction,
  id: string,
  reason: (typeof disabledReasons)[number],
  now: Date,
): Promise<void> {
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { id, disabledAt: null },
    data: { disabledAt: now, disabledReason: reason },
  });
  if (count === 0) return;
  const deed = { actor: null, action: 'disable', noun: 'webhook', subjectId: id } as const;
  await recordAudit(tx, { ...deed, details: { reason }, now });
}
