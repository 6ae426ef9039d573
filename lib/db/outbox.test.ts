import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { addEvents, deliverEvents, forgetDelivered, type OutboxEvent } from './outbox.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
beforeEach(() => world.db.outboxEvent.deleteMany());
afterAll(() => world.close());

const add = (...ids: string[]) =>
  world.db.$transaction(async (tx) => {
    await addEvents(tx, ...ids.map((id) => ({ id, name: 'test/event', data: { id } })));
  });

test('an event goes out once it is committed, and once', async () => {
  await expect(
    world.db.$transaction(async (tx) => {
      await addEvents(tx, { id: 'rolled back', name: 'test/event', data: {} });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await add('a', 'a', 'b');
  const sent: OutboxEvent[] = [];
  const send = async (events: OutboxEvent[]) => {
    sent.push(...events);
  };
  expect(await deliverEvents(world.db, send)).toBe(2);
  expect(await deliverEvents(world.db, send)).toBe(0);
  expect(sent.map(({ id }) => id).sort()).toEqual(['a', 'b']);
  expect(sent[0]).toMatchObject({ name: 'test/event', data: { id: sent[0]?.id } });
});

test('what could not be sent is sent later, under the same id', async () => {
  await add('a');
  const down = async () => {
    throw new Error('nobody answers');
  };
  await expect(deliverEvents(world.db, down)).rejects.toThrow('nobody answers');
  const sent: OutboxEvent[] = [];
  const send = async (events: OutboxEvent[]) => {
    sent.push(...events);
  };
  expect(await deliverEvents(world.db, send)).toBe(0);
  await world.db.outboxEvent.updateMany({ data: { availableAt: new Date(0) } });
  expect(await deliverEvents(world.db, send)).toBe(1);
  expect(sent.map(({ id }) => id)).toEqual(['a']);
});

test('many processes that deliver at once send every event once', async () => {
  const ids = Array.from({ length: 250 }, (_, i) => `event-${i}`);
  await add(...ids);
  const sent: string[] = [];
  const send = async (events: OutboxEvent[]) => {
    sent.push(...events.map(({ id }) => id));
  };
  await Promise.all([1, 2, 3, 4].map(() => deliverEvents(world.db, send)));
  expect(sent.sort()).toEqual(ids.sort());
});

test('delivered events are forgotten after a while, waiting ones never', async () => {
  await add('sent', 'waiting');
  await world.db.outboxEvent.update({ where: { id: 'sent' }, data: { deliveredAt: new Date(0) } });
  expect(await forgetDelivered(world.db, new Date(), 100)).toBe(1);
  expect(await world.db.outboxEvent.count()).toBe(1);
});
