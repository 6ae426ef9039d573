// Events written in the transaction that causes them, and handed on afterwards.
import 'server-only';
import type { Database, Transaction } from './client.ts';
import { Prisma } from './generated/client.ts';

export type OutboxEvent = { id: string; name: string; data: Prisma.InputJsonObject };

/** Part of the caller's transaction: the events exist exactly if the change does. Same id, one event. */
export async function addEvents(tx: Transaction, ...events: OutboxEvent[]): Promise<void> {
  await tx.outboxEvent.createMany({ data: events, skipDuplicates: true });
}

/**
 * Hands waiting events to `send` in batches until none is due; returns how many went out.
 * An event stays until `send` resolves, so a crash in between sends it again under the same id.
 * Processes that deliver at the same time take different events.
 */
export async function deliverEvents(
  db: Database,
  send: (events: OutboxEvent[]) => Promise<void>,
): Promise<number> {
  let delivered = 0;
  for (;;) {
    const batch = await claimEvents(db);
    if (batch.length === 0) return delivered;
    await send(batch);
    await db.outboxEvent.updateMany({
      where: { id: { in: batch.map(({ id }) => id) } },
      data: { deliveredAt: new Date(), lastError: null },
    });
    delivered += batch.length;
  }
}

const batchSize = 100;

/** A claim pushes the event half a minute ahead, so that a claimer who dies only delays it. */
function claimEvents(db: Database): Promise<OutboxEvent[]> {
  return db.$queryRaw<OutboxEvent[]>`
    update outbox_events
       set available_at = now() + interval '30 seconds', attempts = attempts + 1
     where id in (
       select id from outbox_events
        where delivered_at is null and available_at <= now()
        order by available_at
        limit ${batchSize}
          for update skip locked)
    returning id, name, data`;
}

/**
 * Removes up to `limit` events delivered before `before`; returns how many. What is known only from the
 * event of a run that is still under way stays: how often it was begun again, and what was wished for.
 */
export function forgetDelivered(db: Database, before: Date, limit: number): Promise<number> {
  return db.$executeRaw`
    delete from outbox_events where id in (
      select o.id from outbox_events o where ${isForgettable(before)} limit ${limit})`;
}

export async function countDelivered(db: Database, before: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from outbox_events o where ${isForgettable(before)}`;
  return row?.count ?? 0;
}

function isForgettable(before: Date): Prisma.Sql {
  return Prisma.sql`o.delivered_at < ${before}::timestamptz and not exists (
    select from media m
     where m.id = o.data->>'mediaId' and m.status = 'processing'
       and o.id = 'media-uploaded-' || m.id || '-' || m.generation)`;
}
