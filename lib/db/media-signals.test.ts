import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { onMediaMoved, signalMedia } from './media-signals.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

test('listeners hear of their media only, until they stop', async () => {
  const [heard, other] = [vi.fn(), vi.fn()];
  const stop = await onMediaMoved('one', heard);
  const stopOther = await onMediaMoved('other', other);
  await signalMedia(world.db, 'one');
  await vi.waitUntil(() => heard.mock.calls.length === 1, { timeout: 10_000 });
  stop();
  await signalMedia(world.db, 'one');
  await signalMedia(world.db, 'other');
  await vi.waitUntil(() => other.mock.calls.length === 1, { timeout: 10_000 });
  expect(heard).toHaveBeenCalledTimes(1);
  stopOther();
});

test('after the connection was lost everybody is told to look, once, and signals come again', async () => {
  const heard = vi.fn();
  const stop = await onMediaMoved('one', heard);
  await world.db.$queryRaw`
    select pg_terminate_backend(pid)::text from pg_stat_activity
     where datname = current_database() and query = 'listen media_moved'`;
  await vi.waitUntil(() => heard.mock.calls.length > 0, { timeout: 5000 });
  expect(heard).toHaveBeenCalledTimes(1);
  await signalMedia(world.db, 'one');
  await vi.waitUntil(() => heard.mock.calls.length === 2, { timeout: 10_000 });
  stop();
});
