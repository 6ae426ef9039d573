// Deliveries nobody is at any more, as after an event server lost its runs: begun again where they were.
import 'server-only';
import { addEvents } from '../db/outbox.ts';
import { findStranded } from '../db/webhook-deliveries.ts';
import { webhookDueEvent } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';

const silentMs = 30 * 60_000;
const batchSize = 100;

/** Each in a round of its own, which ends the one before; its tries go on counting. Answers how many. */
export async function reviveDeliveries({ db, now, sendWaitingEvents }: Ports): Promise<number> {
  const at = now();
  const dueBefore = new Date(at.getTime() - silentMs);
  const stranded = await findStranded(db, { dueBefore, limit: batchSize });
  let revived = 0;
  for (const { id, round, endpointId } of stranded) {
    revived += await db.$transaction(async (tx) => {
      const { count } = await tx.webhookDelivery.updateMany({
        where: { id, round, status: 'pending' },
        data: { round: { increment: 1 }, nextAttemptAt: at },
      });
      const run = { deliveryId: id, endpointId, round: round + 1 };
      if (count > 0) await addEvents(tx, webhookDueEvent(run));
      return count;
    });
  }
  if (revived > 0) sendWaitingEvents();
  return revived;
}
