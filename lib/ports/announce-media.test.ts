import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { transact } from '#lib/db/client.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { webhookPayloadSchema } from '#lib/shared/schemas/webhook.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { addWebhook } from '#lib/testing/add-webhook.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { announceMedia } from './announce-media.ts';

let world: TestWorld;
let owner: Actor;

beforeAll(async () => {
  world = await createTestWorld();
});
beforeEach(async () => {
  owner = await world.addUser();
});
afterAll(() => world.close());

const entered = (endpointId: string) =>
  world.db.webhookDelivery.findMany({ where: { endpointId }, orderBy: { createdAt: 'asc' } });

test('each endpoint that listens gets one delivery and one event, however often it is told', async () => {
  const [one, other] = [await addWebhook(world.db, owner), await addWebhook(world.db, owner)];
  const media = await addMedia(world.db, owner, { fileName: 'quay.jpg' });
  const now = new Date('2026-11-22T10:00:00Z');
  const tell = () => transact(world.db, (tx) => announceMedia(tx, 'media.ready', [media.id], now));
  expect([await tell(), await tell()]).toEqual([2, 0]);
  for (const { id: endpointId } of [one, other]) {
    const [delivery, ...more] = await entered(endpointId);
    expect(more).toEqual([]);
    expect(webhookPayloadSchema.parse(JSON.parse(delivery?.body ?? ''))).toMatchObject({
      ...{ type: 'media.ready', timestamp: '2026-11-22T10:00:00.000Z' },
      data: { id: media.id, fileName: 'quay.jpg', status: 'ready', owner: { id: owner.id } },
    });
    const event = await world.db.outboxEvent.findUnique({
      where: { id: `webhook-${delivery?.id}-1` },
    });
    expect(event).toMatchObject({
      ...{ name: 'webhook/due', deliveredAt: null },
      data: { deliveryId: delivery?.id, endpointId, round: 1 },
    });
  }
});

test('many who tell of the same at once enter it once', async () => {
  const { id } = await addWebhook(world.db, owner);
  const media = await addMedia(world.db, owner);
  const counts = await Promise.all(
    Array.from({ length: 8 }, () =>
      transact(world.db, (tx) => announceMedia(tx, 'media.ready', [media.id], new Date())),
    ),
  );
  expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  expect(await entered(id)).toHaveLength(1);
});

test('what is undone was not told', async () => {
  const { id } = await addWebhook(world.db, owner);
  const media = await addMedia(world.db, owner);
  const undone = world.db.$transaction(async (tx) => {
    await announceMedia(tx, 'media.ready', [media.id], new Date());
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await entered(id)).toEqual([]);
});

test('nobody else is told: another person, another event, a paused, a disabled endpoint', async () => {
  const now = new Date();
  const deaf = [
    await addWebhook(world.db, await world.addUser('admin')),
    await addWebhook(world.db, owner, { events: ['media.failed'] }),
    await addWebhook(world.db, owner, { pausedAt: now }),
    await addWebhook(world.db, owner, { disabledAt: now }),
  ];
  const media = await addMedia(world.db, owner);
  expect(await announceMedia(world.db, 'media.ready', [media.id], now)).toBe(0);
  for (const { id } of deaf) expect(await entered(id)).toEqual([]);
});

test('nobody is told whose account is closed', async () => {
  await addWebhook(world.db, owner);
  const media = await addMedia(world.db, owner);
  await world.db.user.update({ where: { id: owner.id }, data: { disabledAt: new Date() } });
  expect(await announceMedia(world.db, 'media.ready', [media.id], new Date())).toBe(0);
});

test('an endpoint that is deleted meanwhile does not undo what it is told of', async () => {
  const { id } = await addWebhook(world.db, owner);
  const media = await addMedia(world.db, owner);
  const isHeld = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const telling = world.db.$transaction(async (tx) => {
    await announceMedia(tx, 'media.ready', [media.id], new Date());
    isHeld.resolve();
    await mayEnd.promise;
  });
  await isHeld.promise;
  const deleting = world.db.webhookEndpoint.delete({ where: { id } });
  mayEnd.resolve();
  await telling;
  await deleting;
  expect(await entered(id)).toEqual([]);
});
