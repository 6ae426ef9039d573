// Endpoints of webhooks as rows.
import 'server-only';
import type { Webhook, WebhookEvent } from '../shared/schemas/webhook.ts';
import type { Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

export type WebhookRow = Prisma.WebhookEndpointGetPayload<Record<never, never>>;

/**
 * The endpoints that want to be told of this, by media. They stay until the transaction ends: one that is
 * deleted meanwhile must not undo what it is told of.
 */
export function lockListeningEndpoints(
  tx: Transaction,
  event: WebhookEvent,
  mediaIds: string[],
): Promise<{ endpointId: string; mediaId: string }[]> {
  return tx.$queryRaw`
    select e.id as "endpointId", m.id as "mediaId"
      from media m
      join webhook_endpoints e on e.owner_id = m.owner_id
      join users u on u.id = e.owner_id
     where m.id = any(${mediaIds}::text[]) and m.deleting_at is null and u.disabled_at is null
       and e.paused_at is null and e.disabled_at is null and ${event} = any(e.events)
     order by e.id
       for key share of e`;
}

/** Nobody changed it by that: it keeps the date of its last change. */
export async function noteAttempt(db: Transaction, endpointId: string, at: Date): Promise<void> {
  await db.$executeRaw`
    update webhook_endpoints set last_attempt_at = ${at}::timestamptz where id = ${endpointId}`;
}

/** A row as its owner sees it: without its secrets. */
export function toWebhook(row: WebhookRow, now: Date): Webhook {
  const { id, name, url, disabledAt, disabledReason, pausedAt, previousSecretUntil: until } = row;
  return {
    ...{ id, name, url, events: row.events as WebhookEvent[] },
    status: disabledAt ? 'disabled' : pausedAt ? 'paused' : 'active',
    disabledReason: disabledAt ? (disabledReason as Webhook['disabledReason']) : null,
    failingSince: row.failingSince?.toISOString() ?? null,
    previousSecretUntil: until && until > now ? until.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
