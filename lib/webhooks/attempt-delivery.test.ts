import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transact } from '#lib/db/client.ts';
import type { WebhookRun } from '#lib/jobs/events.ts';
import { announceMedia } from '#lib/ports/announce-media.ts';
import { runSweep } from '#lib/ports/sweep.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { webhookEvents, webhookPayloadSchema } from '#lib/shared/schemas/webhook.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { isSigned } from '#lib/testing/is-signed.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { openWebhookReceiver, type WebhookReceiver } from '#lib/testing/webhook-receiver.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { listDeliveries, resendDelivery, sendPing } from './deliveries.ts';
import { mostAttempts } from './retry-schedule.ts';
import { reviveDeliveries } from './revive-deliveries.ts';
import { oldDeliveries } from './sweep-deliveries.ts';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  getWebhook,
  rotateSecret,
} from './webhooks.ts';

let world: TestWorld;
let owner: Actor;
let receiver: WebhookReceiver;
let webhook: { id: string; secret: string };

beforeEach(async () => {
  world = await createTestWorld({ WEBHOOKS_ALLOW_PRIVATE: '1' });
  owner = await world.addUser();
  receiver = await openWebhookReceiver();
  webhook = await addWebhook(receiver.url);
});
afterEach(async () => {
  receiver.close();
  await world.close();
});

const context = () => ({ actor: owner, ports: world.ports });
const addWebhook = (url: string) =>
  createWebhook({ name: 'Archive', url, events: [...webhookEvents] }, context());

/** What a media becoming ready enters; answers the run that is to deliver it. */
async function makeDue(): Promise<WebhookRun> {
  const media = await addMedia(world.db, owner);
  const now = world.ports.now();
  await transact(world.db, (tx) => announceMedia(tx, 'media.ready', [media.id], now));
  const where = { endpointId: webhook.id, eventKey: `media.ready ${media.id} 0` };
  const row = await world.db.webhookDelivery.findFirstOrThrow({ where });
  return { deliveryId: row.id, endpointId: webhook.id, round: row.round };
}

const rowOf = ({ deliveryId: id }: WebhookRun) =>
  world.db.webhookDelivery.findUniqueOrThrow({ where: { id }, include: { attempts: true } });
const attempt = (run: WebhookRun, number = 1) => attemptDelivery({ ...run, number }, world.ports);

/** All attempts of a run, with the waits between them passed. */
async function attemptAll(run: WebhookRun): Promise<number> {
  for (let number = 1; ; number += 1) {
    const { retryAt } = await attempt(run, number);
    if (retryAt === null) return number;
    world.passHours((Date.parse(retryAt) - world.ports.now().getTime()) / 3_600_000);
  }
}

test('a message gets there, signed, under the id of its delivery', async () => {
  const run = await makeDue();
  const { updatedAt } = await getWebhook(webhook.id, context());
  expect(await attempt(run)).toEqual({ retryAt: null });
  const [message, ...more] = receiver.got;
  if (!message) throw new Error('nothing came');
  expect(more).toEqual([]);
  expect(message.headers['webhook-id']).toBe(run.deliveryId);
  expect(message.headers['content-type']).toBe('application/json');
  expect(isSigned(message, webhook.secret)).toBe(true);
  expect(isSigned({ ...message, body: `${message.body} ` }, webhook.secret)).toBe(false);
  expect(webhookPayloadSchema.parse(JSON.parse(message.body)).type).toBe('media.ready');
  expect(await rowOf(run)).toMatchObject({
    ...{ status: 'delivered', tries: 1, nextAttemptAt: null, settledAt: expect.any(Date) },
    attempts: [{ statusCode: 204, failureCode: null, durationMs: expect.any(Number) }],
  });
  expect((await getWebhook(webhook.id, context())).updatedAt).toBe(updatedAt);
});

describe('a step that is done again', () => {
  test('after its row was written sends nothing, and says the same', async () => {
    receiver.answer = () => 500;
    const run = await makeDue();
    const first = await attempt(run);
    expect(first.retryAt).not.toBeNull();
    expect(await attempt(run)).toEqual(first);
    expect(receiver.got).toHaveLength(1);
    expect((await rowOf(run)).attempts).toHaveLength(1);
    receiver.answer = () => 200;
    for (const _ of ['told', 'asked again']) {
      expect(await attempt(run, 2)).toEqual({ retryAt: null });
    }
    expect(receiver.got).toHaveLength(2);
  });

  test('after its worker was killed sends once more under the same id, and leaves one row', async () => {
    const run = await makeDue();
    const { db } = world.ports;
    const killed = {
      ...world.ports,
      db: new Proxy(db, {
        get: (target, name) =>
          name === '$transaction'
            ? () => Promise.reject(new Error('killed'))
            : Reflect.get(target, name),
      }),
    };
    await expect(attemptDelivery({ ...run, number: 1 }, killed)).rejects.toThrow('killed');
    expect((await rowOf(run)).attempts).toMatchObject([{ finishedAt: null }]);
    await attempt(run);
    expect(receiver.got.map(({ headers }) => headers['webhook-id'])).toEqual([
      ...[run.deliveryId, run.deliveryId],
    ]);
    expect(await rowOf(run)).toMatchObject({
      status: 'delivered',
      tries: 1,
      attempts: [{ number: 1 }],
    });
  });
});

test('what does not get through is tried again after 5 s, 5 min … and given up after a day and more', async () => {
  receiver.answer = () => 503;
  const run = await makeDue();
  const begunAt = world.ports.now().getTime();
  const { retryAt } = await attempt(run);
  const waited = Date.parse(retryAt ?? '') - begunAt;
  expect(waited).toBeGreaterThanOrEqual(5000);
  expect(waited).toBeLessThan(7000);
  expect(await attemptAll(run)).toBe(mostAttempts);
  const hours = (world.ports.now().getTime() - begunAt) / 3_600_000;
  expect(hours).toBeGreaterThan(31);
  expect(hours).toBeLessThan(36);
  const row = await rowOf(run);
  expect(row).toMatchObject({ status: 'failed', failureCode: 'gave_up', tries: mostAttempts });
  expect(row.attempts).toHaveLength(mostAttempts);
  expect(row.attempts[0]).toMatchObject({
    ...{ failureCode: 'status', statusCode: 503, answer: 'answered 503' },
  });
  // A day is not days: it stays on, and says since when.
  expect(await getWebhook(webhook.id, context())).toMatchObject({
    ...{ status: 'active', failingSince: expect.any(String) },
  });
}, 30_000);

describe('an endpoint is turned off', () => {
  test('at once by 410, which ends the delivery', async () => {
    receiver.answer = () => 410;
    const run = await makeDue();
    expect(await attempt(run)).toEqual({ retryAt: null });
    expect(await rowOf(run)).toMatchObject({ status: 'failed', failureCode: 'gone' });
    expect(await getWebhook(webhook.id, context())).toMatchObject({
      ...{ status: 'disabled', disabledReason: 'gone' },
    });
    const deeds = await world.db.auditEntry.findMany({ where: { subjectId: webhook.id } });
    expect(deeds.at(-1)).toMatchObject({
      ...{ action: 'disable', noun: 'webhook', actorId: null, details: { reason: 'gone' } },
    });
  });

  test('when nothing got through for three days; turned on again it is judged anew', async () => {
    receiver.answer = () => 500;
    await attemptAll(await makeDue());
    expect((await getWebhook(webhook.id, context())).status).toBe('active');
    world.passHours(72);
    await attemptAll(await makeDue());
    expect(await getWebhook(webhook.id, context())).toMatchObject({
      ...{ status: 'disabled', disabledReason: 'failing' },
    });
    const deeds = { where: { subjectId: webhook.id, action: 'disable' } };
    expect(await world.db.auditEntry.count(deeds)).toBe(1);
    expect(await changeWebhook(webhook.id, { isActive: true }, context())).toMatchObject({
      ...{ status: 'active', disabledReason: null, failingSince: null },
    });
  }, 30_000);

  test('not when something got through meanwhile', async () => {
    receiver.answer = () => 500;
    await attemptAll(await makeDue());
    world.passHours(72);
    receiver.answer = () => 200;
    await attempt(await makeDue());
    receiver.answer = () => 500;
    await attemptAll(await makeDue());
    expect((await getWebhook(webhook.id, context())).status).toBe('active');
  }, 30_000);
});

test('what waits while its endpoint is paused, disabled or its owner gone is not sent', async () => {
  const paused = await makeDue();
  await changeWebhook(webhook.id, { isActive: false }, context());
  await attempt(paused);
  await changeWebhook(webhook.id, { isActive: true }, context());
  const closed = await makeDue();
  await world.db.user.update({ where: { id: owner.id }, data: { disabledAt: new Date() } });
  await attempt(closed);
  for (const run of [paused, closed]) {
    expect(await rowOf(run)).toMatchObject({ status: 'failed', failureCode: 'endpoint_off' });
  }
  expect(receiver.got).toEqual([]);
});

test('an endpoint that is deleted while it is told of something leaves nothing', async () => {
  const run = await makeDue();
  receiver.answer = async () => {
    await deleteWebhook(webhook.id, context());
    return 200;
  };
  expect(await attempt(run)).toEqual({ retryAt: null });
  expect(await attempt(run)).toEqual({ retryAt: null });
  expect(await world.db.webhookDelivery.count({ where: { endpointId: webhook.id } })).toBe(0);
});

test('for a day the secret before signs too, then it does not', async () => {
  const { secret } = await rotateSecret(webhook.id, context());
  await attempt(await makeDue());
  world.passHours(25);
  await attempt(await makeDue());
  const [first, later] = receiver.got;
  if (!first) throw new Error('nothing came');
  expect(isSigned(first, secret) && isSigned(first, webhook.secret)).toBe(true);
  const counts = [first, later].map(
    (message) => String(message?.headers['webhook-signature']).split(' ').length,
  );
  expect(counts).toEqual([2, 1]);
});

test('a secret that was sealed with another key is no reason to send unsigned', async () => {
  const data = { secret: 'of another installation' };
  await world.db.webhookEndpoint.update({ where: { id: webhook.id }, data });
  const run = await makeDue();
  await attempt(run);
  expect(receiver.got).toEqual([]);
  expect((await rowOf(run)).attempts).toMatchObject([{ failureCode: 'secret_unreadable' }]);
});

describe('sent again', () => {
  test('goes under the same id, with the same words, from the beginning', async () => {
    receiver.answer = () => 500;
    const run = await makeDue();
    await attemptAll(run);
    receiver.answer = () => 200;
    const target = { webhookId: webhook.id, deliveryId: run.deliveryId };
    const resent = await resendDelivery(target, context());
    expect(resent).toMatchObject({ status: 'pending', failure: null });
    const event = await world.db.outboxEvent.findUnique({
      where: { id: `webhook-${run.deliveryId}-2` },
    });
    expect(event?.data).toEqual({ ...run, round: 2 });
    await attempt({ ...run, round: 2 });
    const ids = new Set(receiver.got.map(({ headers }) => headers['webhook-id']));
    expect([ids.size, new Set(receiver.got.map(({ body }) => body)).size]).toEqual([1, 1]);
    expect((await rowOf(run)).status).toBe('delivered');
  }, 30_000);

  test('while it waits ends the run that waits', async () => {
    receiver.answer = () => 500;
    const run = await makeDue();
    await attempt(run);
    await resendDelivery({ webhookId: webhook.id, deliveryId: run.deliveryId }, context());
    expect(await attempt(run, 2)).toEqual({ retryAt: null });
    expect(receiver.got).toHaveLength(1);
  });

  test('not to one that is off, not by somebody else, not without end', async () => {
    const run = await makeDue();
    const target = { webhookId: webhook.id, deliveryId: run.deliveryId };
    const other = { actor: await world.addUser('admin'), ports: world.ports };
    await expect(resendDelivery(target, other)).rejects.toMatchObject({ code: 'not_found' });
    await changeWebhook(webhook.id, { isActive: false }, context());
    await expect(resendDelivery(target, context())).rejects.toMatchObject({ code: 'conflict' });
    expect((await rowOf(run)).round).toBe(1);
    const pings = Array.from({ length: 30 }, () => sendPing(webhook.id, context()));
    await expect(Promise.all(pings)).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

test('a ping reaches a paused endpoint, and is tried once', async () => {
  await changeWebhook(webhook.id, { isActive: false }, context());
  receiver.answer = () => 500;
  const { id: deliveryId } = await sendPing(webhook.id, context());
  expect(await attempt({ deliveryId, endpointId: webhook.id, round: 1 })).toEqual({
    retryAt: null,
  });
  expect(JSON.parse(receiver.got[0]?.body ?? '')).toMatchObject({
    ...{ type: 'webhook.ping', data: { webhookId: webhook.id } },
  });
  const { results } = await listDeliveries(webhook.id, { page: 1, pageSize: 20 }, context());
  expect(results).toMatchObject([
    { id: deliveryId, type: 'webhook.ping', status: 'failed', failure: 'gave_up' },
  ]);
});

test('what nobody is at any more is begun again where it was, and not what waits its turn', async () => {
  receiver.answer = () => 500;
  const run = await makeDue();
  await attempt(run);
  expect(await reviveDeliveries(world.ports)).toBe(0);
  world.passHours(1);
  expect(await reviveDeliveries(world.ports)).toBe(1);
  expect(await rowOf(run)).toMatchObject({ round: 2, tries: 1, status: 'pending' });
  await attempt({ ...run, round: 2 });
  // Its endpoint is being told things: what is late there waits behind them.
  const late = await makeDue();
  world.passHours(1);
  await attempt(await makeDue());
  expect(await reviveDeliveries(world.ports)).toBe(0);
  expect((await rowOf(late)).round).toBe(1);
});

test('the log goes after three days, what is still to be sent stays', async () => {
  const sent = await makeDue();
  await attempt(sent);
  world.passHours(71);
  const waiting = await makeDue();
  await runSweep(oldDeliveries, world.ports);
  expect((await rowOf(sent)).status).toBe('delivered');
  world.passHours(200);
  expect((await runSweep(oldDeliveries, world.ports)).deliveries).toBeGreaterThan(0);
  expect(await world.db.webhookDelivery.count({ where: { id: sent.deliveryId } })).toBe(0);
  expect((await rowOf(waiting)).status).toBe('pending');
});
