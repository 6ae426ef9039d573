import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { countAttempt, countAttempts } from './rate-limits.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

test('counts against several limits at once, each in its own window', async () => {
  const [minute, hour] = [
    { key: 'b', windowSeconds: 60 },
    { key: 'a', windowSeconds: 3600, weight: 5 },
  ];
  const count = async () =>
    Object.fromEntries(
      (await countAttempts(world.db, [minute, hour])).map(({ key, ...counted }) => [key, counted]),
    );
  expect(await count()).toEqual({ a: { hits: 5, seconds: 3600 }, b: { hits: 1, seconds: 60 } });
  expect(await count()).toMatchObject({ a: { hits: 10 }, b: { hits: 2 } });
  await world.db.rateLimit.update({ where: { key: 'b' }, data: { expiresAt: new Date(0) } });
  expect(await count()).toMatchObject({ a: { hits: 15 }, b: { hits: 1 } });
});

test('two who count the same keys in different orders do not wait for each other in a ring', async () => {
  const [one, two] = ['x', 'y'].map((key) => ({ key, windowSeconds: 60 }));
  if (!one || !two) throw new Error('two were made');
  const rounds = Array.from({ length: 100 }, (_, round) =>
    countAttempts(world.db, round % 2 ? [one, two] : [two, one]),
  );
  await Promise.all(rounds);
  expect(await countAttempts(world.db, [one])).toMatchObject([{ key: 'x', hits: 101 }]);
});

test('one limit answers how long to wait', async () => {
  const limit = { key: 'one', limit: 2, windowSeconds: 30 };
  const waits = [];
  for (let attempt = 0; attempt < 3; attempt += 1) waits.push(await countAttempt(world.db, limit));
  expect(waits).toEqual([0, 0, 30]);
});

test('counts cost no flush to disk: the table is unlogged', async () => {
  const rows = await world.db.$queryRaw`
    select relpersistence::text as kind from pg_class where relname = 'rate_limits'`;
  expect(rows).toEqual([{ kind: 'u' }]);
});
