// The log of an endpoint: what was sent to it, sending something again, and a ping.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Transaction, transact } from '../db/client.ts';
import { addEvents } from '../db/outbox.ts';
import { countAttempt } from '../db/rate-limits.ts';
import { sortedPage } from '../db/sorted-page.ts';
import { type DeliveryWhere, deliveryInclude, toDelivery } from '../db/webhook-deliveries.ts';
import type { WebhookRow } from '../db/webhook-endpoints.ts';
import { webhookDueEvent } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import {
  type DeliveryListQuery,
  pingEvent,
  type WebhookDelivery,
  type WebhookPayload,
} from '../shared/schemas/webhook.ts';
import { findOwn } from './webhooks.ts';

type Context = { actor: Actor; ports: Ports };

/** How often one person may have something sent by hand, at all of their endpoints together. */
const byHand = { limit: 30, windowSeconds: 60 };

/** Newest first. Throws `not_found`, and `invalid_request` for a cursor that is not ours. */
export async function listDeliveries(
  webhookId: string,
  query: DeliveryListQuery,
  { actor, ports: { db } }: Context,
) {
  await findOwn(db, webhookId, actor);
  const where: DeliveryWhere = {
    endpointId: webhookId,
    ...(query.status && { status: query.status }),
  };
  const [count, { rows, next, previous }] = await Promise.all([
    db.webhookDelivery.count({ where }),
    sortedPage({ ...query, sort: '-createdAt' }, (window) =>
      db.webhookDelivery.findMany({
        ...window,
        where: { AND: [where, window.where] },
        include: deliveryInclude,
      }),
    ),
  ]);
  return { count, next, previous, results: rows.map(toDelivery) };
}

/**
 * Sends it now, under the id it had, and from the beginning of the schedule; also what is waiting for its
 * next attempt, and what arrived. Throws `not_found`, `conflict` while the endpoint is off, and
 * `rate_limited`.
 */
export async function resendDelivery(
  { webhookId, deliveryId: id }: { webhookId: string; deliveryId: string },
  { actor, ports }: Context,
): Promise<WebhookDelivery> {
  const now = ports.now();
  await findOwn(ports.db, webhookId, actor);
  await countByHand({ actor, ports });
  await transact(ports.db, async (tx) => {
    const endpoint = await findOwn(tx, webhookId, actor);
    const [delivery] = await tx.webhookDelivery.updateManyAndReturn({
      where: { id, endpointId: webhookId },
      data: {
        ...{ status: 'pending', failureCode: null, settledAt: null, tries: 0 },
        ...{ round: { increment: 1 }, nextAttemptAt: now },
      },
      select: { id: true, round: true, endpointId: true, eventType: true },
    });
    if (!delivery) throw new AppError('not_found', 'There is no such delivery.');
    if (delivery.eventType !== pingEvent) requireOn(endpoint);
    await addEvents(tx, webhookDueEvent(runOf(delivery)));
  });
  ports.sendWaitingEvents();
  return readDelivery(ports.db, id);
}

/**
 * Sends a message that tells of nothing, once, also to an endpoint that is off. Throws `not_found` and
 * `rate_limited`.
 */
export async function sendPing(
  webhookId: string,
  { actor, ports }: Context,
): Promise<WebhookDelivery> {
  const { db, now } = ports;
  await findOwn(db, webhookId, actor);
  await countByHand({ actor, ports });
  const at = now();
  const payload: WebhookPayload = {
    ...{ type: pingEvent, timestamp: at.toISOString(), data: { webhookId } },
  };
  const fields = { endpointId: webhookId, eventType: pingEvent, body: JSON.stringify(payload) };
  const data = {
    ...fields,
    eventKey: `${pingEvent} ${randomUUID()}`,
    nextAttemptAt: at,
    createdAt: at,
  };
  const { id } = await db.$transaction(async (tx) => {
    const delivery = await tx.webhookDelivery.create({ data });
    await addEvents(tx, webhookDueEvent(runOf(delivery)));
    return delivery;
  });
  ports.sendWaitingEvents();
  return readDelivery(db, id);
}

function runOf({ id, endpointId, round }: { id: string; endpointId: string; round: number }) {
  return { deliveryId: id, endpointId, round };
}

function requireOn({ pausedAt, disabledAt }: WebhookRow): void {
  if (!pausedAt && !disabledAt) return;
  throw new AppError('conflict', 'This webhook is off: turn it on first.');
}

async function countByHand({ actor, ports: { db } }: Context): Promise<void> {
  const retryAfterSeconds = await countAttempt(db, { key: `webhooks:${actor.id}`, ...byHand });
  if (retryAfterSeconds === 0) return;
  const sentence = 'Too many messages sent by hand: wait a moment.';
  throw new AppError('rate_limited', sentence, { retryAfterSeconds });
}

async function readDelivery(db: Transaction, id: string): Promise<WebhookDelivery> {
  const where = { id };
  const row = await db.webhookDelivery.findUniqueOrThrow({ where, include: deliveryInclude });
  return toDelivery(row);
}
