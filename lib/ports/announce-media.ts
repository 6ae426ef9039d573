// Telling webhooks what became of media: the messages are entered with what they tell of.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { addEvents } from '../db/outbox.ts';
import { readMedia } from '../db/read-media.ts';
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
  const ids = [...new Set(listeners.map(({ mediaId }) => mediaId))];
  const rows = await tx.media.findMany({
    where: { id: { in: ids } },
    select: { id: true, generation: true },
  });
  const generationOf = new Map(rows.map(({ id, generation }) => [id, generation]));
  const media = new Map((await readMedia(tx, ids)).map((each) => [each.id, each]));
  const deliveries = listeners.flatMap(({ endpointId, mediaId }) => {
    const data = media.get(mediaId);
    if (!data) return [];
    const payload: WebhookPayload = { type, timestamp: now.toISOString(), data };
    const eventKey = `${type} ${mediaId} ${generationOf.get(mediaId)}`;
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
