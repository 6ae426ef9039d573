// One attempt at one delivery: written down before and after, so that a repeated step finds what it did.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { type DueRow, dueInclude } from '../db/webhook-deliveries.ts';
import { noteAttempt } from '../db/webhook-endpoints.ts';
import { env } from '../env/env.ts';
import type { WebhookRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { pingEvent } from '../shared/schemas/webhook.ts';
import { type Outcome, postGuarded } from './post-guarded.ts';
import { openSecret } from './secrets.ts';
import { settleAttempt } from './settle-attempt.ts';
import { signedHeaders } from './sign.ts';

type Attempt = WebhookRun & { number: number };

/** When to try again; null: there is nothing more to do in this run. */
export type Verdict = { retryAt: string | null };
const over: Verdict = { retryAt: null };

/**
 * Sends it, unless its run is over or its endpoint was turned off meanwhile. Repeated after its worker was
 * killed, it sends the same message once more under the same id, and leaves one row; repeated after that
 * row was written, it only says again what was to be done next.
 */
export async function attemptDelivery(attempt: Attempt, ports: Ports): Promise<Verdict> {
  const { deliveryId: id, round, number } = attempt;
  const { db } = ports;
  const delivery = await db.webhookDelivery.findUnique({ where: { id }, include: dueInclude });
  if (!delivery || delivery.round !== round || delivery.status !== 'pending') return over;
  const key = { deliveryId: id, round, number };
  const done = await db.webhookAttempt.findFirst({ where: { ...key, finishedAt: { not: null } } });
  if (done) return { retryAt: delivery.nextAttemptAt?.toISOString() ?? null };
  if (!isOn(delivery)) {
    await db.$transaction((tx) => giveUpUnsent(tx, attempt, ports.now()));
    return over;
  }
  await begin(attempt, ports);
  const outcome = await send(delivery, ports.now());
  return settleAttempt(attempt, { delivery, outcome }, ports);
}

/** A ping is for finding out whether it may be turned on. */
function isOn({ endpoint, eventType }: DueRow): boolean {
  if (endpoint.owner.disabledAt) return false;
  return eventType === pingEvent || (!endpoint.pausedAt && !endpoint.disabledAt);
}

async function giveUpUnsent(tx: Transaction, { deliveryId: id, round }: Attempt, now: Date) {
  const settled = { settledAt: now, nextAttemptAt: null };
  await tx.webhookDelivery.updateMany({
    where: { id, round, status: 'pending' },
    data: { status: 'failed', failureCode: 'endpoint_off', ...settled },
  });
}

async function begin(
  { deliveryId, round, number, endpointId }: Attempt,
  { db, now }: Ports,
): Promise<void> {
  const startedAt = now();
  const key = { deliveryId, round, number };
  await db.webhookAttempt.upsert({
    where: { deliveryId_round_number: key },
    create: { ...key, startedAt },
    update: { startedAt },
  });
  await noteAttempt(db, endpointId, startedAt);
}

async function send({ id, body, endpoint }: DueRow, sentAt: Date): Promise<Outcome> {
  const { url, previousSecret, previousSecretUntil: until } = endpoint;
  const columns = [endpoint.secret, until && until > sentAt ? previousSecret : null];
  const secrets = columns.flatMap((column) => (column && openSecret(column, endpoint.id)) || []);
  if (secrets.length === 0) {
    return { failure: 'secret_unreadable', statusCode: null, answer: null, durationMs: 0 };
  }
  const headers = signedHeaders({ id, body, sentAt }, secrets);
  const { WEBHOOKS_ALLOW_PRIVATE: allowsPrivate } = env();
  return postGuarded({ url, body, headers }, { allowsPrivate });
}
