// Events: named, numbered and kept until they are routed.
import { createHash } from 'node:crypto';
import { encodeTime, ulid } from 'ulid';
import type { Queryable } from './database.ts';
import type { EventPayload, IncomingEvent } from './wire.ts';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The id of the `index`th event of a request. The SDK sends the same seed (`<ms>,<entropy>`) when
 * it repeats a request, so a repetition gets the same ids and counts once.
 */
function eventId(seed: string | undefined, index: number): string {
  const milliseconds = Number(/^(\d{1,15}),./.exec(seed ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(milliseconds)) return ulid();
  const digest = createHash('sha256').update(`${seed}#${index}`).digest().subarray(0, 16);
  return encodeTime(milliseconds) + [...digest].map((byte) => crockford[byte % 32]).join('');
}

/** Completes events as they arrived: id, time and the fields functions rely on. */
export function completeEvents(
  incoming: IncomingEvent[],
  now: Date,
  seed?: string,
): EventPayload[] {
  return incoming.map((event, index) => ({
    id: event.id ?? eventId(seed, index),
    name: event.name,
    data: event.data ?? {},
    ts: event.ts ?? now.getTime(),
    user: event.user ?? {},
    ...(event.v ? { v: event.v } : {}),
    ...(event.meta ? { meta: event.meta } : {}),
  }));
}

/**
 * Keeps events to be routed. An id seen in the last 24 h is not kept again
 * (https://www.inngest.com/docs/events#deduplication).
 */
export async function insertEvents(db: Queryable, events: EventPayload[]): Promise<void> {
  const seen = new Set<string>();
  const fresh = events.filter(({ id }) => !seen.has(id) && seen.add(id));
  await db.query(
    `insert into function_runner.event as known (id, name, payload)
     select id, name, payload
     from unnest($1::text[], $2::text[], $3::json[]) with ordinality as sent (id, name, payload, place)
     order by place
     on conflict (id) do update
       set name = excluded.name, payload = excluded.payload, received_at = now(),
           routed_at = null
       where known.received_at < now() - interval '24 hours'`,
    [
      fresh.map(({ id }) => id),
      fresh.map(({ name }) => name),
      fresh.map((event) => JSON.stringify(event)),
    ],
  );
}
