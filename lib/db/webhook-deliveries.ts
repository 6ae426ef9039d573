// Deliveries of webhooks as rows.
import 'server-only';
import type { WebhookAttempt, WebhookDelivery } from '../shared/schemas/webhook.ts';
import type { Database } from './client.ts';
import { Prisma } from './generated/client.ts';

const shownAttempts = 20;

/** What to load for `toDelivery`. */
export const deliveryInclude = {
  attempts: { orderBy: [{ round: 'desc' }, { number: 'desc' }], take: shownAttempts },
} satisfies Prisma.WebhookDeliveryInclude;

type DeliveryRow = Prisma.WebhookDeliveryGetPayload<{ include: typeof deliveryInclude }>;

/** Of a delivery and its endpoint: what an attempt needs to know. */
export const dueInclude = {
  endpoint: { include: { owner: { select: { disabledAt: true } } } },
} satisfies Prisma.WebhookDeliveryInclude;
export type DueRow = Prisma.WebhookDeliveryGetPayload<{ include: typeof dueInclude }>;

export type DeliveryWhere = Prisma.WebhookDeliveryWhereInput;

export function toDelivery(row: DeliveryRow): WebhookDelivery {
  const { id, status, body, nextAttemptAt } = row;
  return {
    ...{ id, status, body },
    type: row.eventType as WebhookDelivery['type'],
    failure: row.failureCode as WebhookDelivery['failure'],
    attempts: row.attempts.toReversed().map(toAttempt),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

function toAttempt(row: DeliveryRow['attempts'][number]): WebhookAttempt {
  const { startedAt, durationMs, statusCode, failureCode, answer } = row;
  const failure = failureCode as WebhookAttempt['failure'];
  return { startedAt: startedAt.toISOString(), durationMs, statusCode, failure, answer };
}

/**
 * Deliveries that were due before `dueBefore` at endpoints nobody has sent anything to since then: whoever
 * was to send them is lost. The longest due first.
 */
export function findStranded(
  db: Database,
  { dueBefore, limit }: { dueBefore: Date; limit: number },
): Promise<{ id: string; round: number; endpointId: string }[]> {
  return db.$queryRaw`
    select d.id, d.round, d.endpoint_id as "endpointId"
      from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
     where d.status = 'pending' and d.next_attempt_at < ${dueBefore}::timestamptz
       and (e.last_attempt_at is null or e.last_attempt_at < ${dueBefore}::timestamptz)
     order by d.next_attempt_at
     limit ${limit}`;
}

/** Removes up to `limit` deliveries that were settled before `before`, with their attempts; says how many. */
export function forgetSettled(db: Database, before: Date, limit: number): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries where settled_at < ${before}::timestamptz limit ${limit})
      and settled_at < ${before}::timestamptz`);
}

export function countSettled(db: Database, before: Date): Promise<number> {
  return db.webhookDelivery.count({ where: { settledAt: { lt: before } } });
}
