// Endpoints of webhooks: each person's own.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Transaction, transact } from '../db/client.ts';
import { toWebhook, type WebhookRow } from '../db/webhook-endpoints.ts';
import { env } from '../env/env.ts';
import { type AuditAction, recordAudit } from '../ports/audit.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import {
  maxWebhooks,
  type NewWebhook,
  type Webhook,
  type WebhookPatch,
  type WebhookWithSecret,
} from '../shared/schemas/webhook.ts';
import { secretOverlapHours } from './retry-schedule.ts';
import { newSecret, sealSecret } from './secrets.ts';
import { requireTarget } from './target-rules.ts';

type Context = { actor: Actor; ports: Ports };

const rules = () => ({ allowsPrivate: env().WEBHOOKS_ALLOW_PRIVATE });

/** All of the caller's, oldest first; an admin sees no others either, as they tell of their owner's files. */
export async function listWebhooks({ actor, ports: { db, now } }: Context) {
  const where = { ownerId: actor.id };
  const rows = await db.webhookEndpoint.findMany({
    where,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const results = rows.map((row) => toWebhook(row, now()));
  return { count: rows.length, next: null, previous: null, results };
}

/** Throws `not_found`, also for what is somebody else's. */
export async function getWebhook(id: string, { actor, ports }: Context): Promise<Webhook> {
  return toWebhook(await findOwn(ports.db, id, actor), ports.now());
}

/**
 * Answers the secret, which nobody is told again. Throws `invalid_request` for an address that may not be
 * told anything, and `conflict` when the caller has as many as one may have.
 */
export async function createWebhook(
  { url, ...fields }: NewWebhook,
  { actor, ports }: Context,
): Promise<WebhookWithSecret> {
  const target = requireTarget(url, rules());
  const [id, secret, now] = [randomUUID(), newSecret(), ports.now()];
  const data = { ...fields, id, ownerId: actor.id, url: target, secret: sealSecret(secret, id) };
  const row = await transact(ports.db, async (tx) => {
    // Held until the end: two at once do not both take the last place.
    await tx.$queryRaw`select id from users where id = ${actor.id} for update`;
    if ((await tx.webhookEndpoint.count({ where: { ownerId: actor.id } })) >= maxWebhooks) {
      throw new AppError('conflict', `There are ${maxWebhooks} webhooks: delete one first.`);
    }
    const created = await tx.webhookEndpoint.create({ data: { ...data, createdAt: now } });
    await recordDeed(tx, 'create', created, { actor, now });
    return created;
  });
  return { ...toWebhook(row, now), secret };
}

/** Throws like `createWebhook`, and `not_found`. */
export async function changeWebhook(
  id: string,
  { isActive, url, ...patch }: WebhookPatch,
  { actor, ports }: Context,
): Promise<Webhook> {
  const now = ports.now();
  const target = url === undefined ? {} : { url: requireTarget(url, rules()) };
  const row = await transact(ports.db, async (tx) => {
    await findOwn(tx, id, actor);
    const data = {
      ...given(patch),
      ...target,
      ...(isActive === undefined ? {} : turned(isActive, now)),
    };
    const changed = await tx.webhookEndpoint.update({ where: { id }, data });
    await recordDeed(tx, 'update', changed, { actor, now });
    return changed;
  });
  return toWebhook(row, now);
}

/** The columns of one that is turned on or off by hand; on, it is judged anew. */
function turned(isActive: boolean, now: Date) {
  if (!isActive) return { pausedAt: now };
  return { pausedAt: null, disabledAt: null, disabledReason: null, failingSince: null };
}

function given({ name, events }: Pick<WebhookPatch, 'name' | 'events'>) {
  return { ...(name === undefined ? {} : { name }), ...(events === undefined ? {} : { events }) };
}

/** With its log; what is on its way is not sent any more. Throws `not_found`. */
export async function deleteWebhook(id: string, { actor, ports }: Context): Promise<void> {
  await transact(ports.db, async (tx) => {
    const row = await findOwn(tx, id, actor);
    await tx.webhookEndpoint.delete({ where: { id } });
    await recordDeed(tx, 'delete', row, { actor, now: ports.now() });
  });
}

/**
 * Answers a new secret; the one before signs beside it for a day. What was before that one signs no more.
 * Throws `not_found`.
 */
export async function rotateSecret(
  id: string,
  { actor, ports }: Context,
): Promise<WebhookWithSecret> {
  const [secret, now] = [newSecret(), ports.now()];
  const until = new Date(now.getTime() + secretOverlapHours * 3_600_000);
  const row = await transact(ports.db, async (tx) => {
    const { secret: previousSecret } = await findOwn(tx, id, actor, { isLocked: true });
    const changed = await tx.webhookEndpoint.update({
      where: { id },
      data: { secret: sealSecret(secret, id), previousSecret, previousSecretUntil: until },
    });
    await recordDeed(tx, 'update', changed, { actor, now });
    return changed;
  });
  return { ...toWebhook(row, now), secret };
}

/** Locked: until the transaction ends, for what is made of what it was. */
export async function findOwn(
  db: Transaction,
  id: string,
  actor: Pick<Actor, 'id'>,
  { isLocked = false } = {},
): Promise<WebhookRow> {
  if (isLocked) await db.$queryRaw`select id from webhook_endpoints where id = ${id} for update`;
  const row = await db.webhookEndpoint.findFirst({ where: { id, ownerId: actor.id } });
  if (!row) throw new AppError('not_found', 'There is no such webhook.');
  return row;
}

/** Of the address only the host: the rest may be a secret of the receiver. */
function recordDeed(
  tx: Transaction,
  action: AuditAction,
  { id, name, url }: WebhookRow,
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> {
  const details = { name, host: new URL(url).host };
  return recordAudit(tx, { actor, action, noun: 'webhook', subjectId: id, details, now });
}
