// Telling webhooks what became of media: the messages are entered with what they tell of.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { mediaInclude, toMedia } from '../db/media.ts';
import { addEvents } from '../db/outbox.ts';
import { lockListeningEndpoints } from '../db/webhook-endpoints.ts';
import { webhookDueEvent } from '../jobs/events.ts';
import type { WebhookEvent, WebhookPayload } from '../shared/schemas/webhook.ts';

/**
 * Part of the transaction that changes the media, after everything else in it: each endpoint of its owner
 * that listens gets one delivery, of the media as it stands now, however often this is called for the
 * same run. Answers how many were entered; there is something in the outbox then.
 */
export async function announceMedia(
  tx: Transaction,
  type: WebhookEvent,
  mediaIds: string[],
  now: Date,
): Promise<number> {
  const listeners = await lockListeningEndpoints(tx, type, mediaIds);
  if (listeners.length === 0) return 0;
  const rows = await tx.media.findMany({
    where: { id: { in: listeners.map(({ mediaId }) => mediaId) } },
    include: mediaInclude,
  });
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const deliveries = listeners.flatMap(({ endpointId, mediaId }) => {
    const row = rowOf.get(mediaId);
    if (!row) return [];
    const payload: WebhookPayload = { type, timestamp: now.toISOString(), data: toMedia(row) };
    const eventKey = `${type} ${mediaId} ${row.generation}`;
    const fields = { eventType: type, body: JSON.stringify(payload) };
    return [{ ...fields, endpointId, eventKey, nextAttemptAt: now, createdAt: now }];
  });
  const entered = await tx.webhookDelivery.createManyAndReturn({
    data: deliveries,
    skipDuplicates: true,
    select: { id: true, endpointId: true, round: true },
  });
  const events = entered.map(({ id, ...run }) => webhookDueEvent({ ...run, deliveryId: id }));
  await addEvents(tx, ...events);
  return entered.length;
}
