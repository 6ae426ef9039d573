import { expect, test } from 'vitest';
import { createLaneMemory } from './lane-memory.ts';

function newMemory(kept?: string) {
  const values = new Map(kept ? [['cutroom-lanes', kept]] : []);
  const clock = { nowMs: 1_000 };
  let writes = 0;
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => {
      writes += 1;
      values.set(key, value);
    },
  };
  const memory = createLaneMemory(
    () => storage,
    () => clock.nowMs,
  );
  return { memory, clock, writes: () => writes };
}

test('what was kept is recalled for an hour, then it is four again', () => {
  const { memory, clock } = newMemory();
  expect(memory.recall()).toBe(4);
  memory.keep(7);
  clock.nowMs += 3_599_000;
  expect(memory.recall()).toBe(7);
  clock.nowMs += 2_000;
  expect(memory.recall()).toBe(4);
});

test('the same again is written once a minute, another number at once', () => {
  const { memory, clock, writes } = newMemory();
  for (const lanes of [8, 8, 8, 6]) memory.keep(lanes);
  expect(writes()).toBe(2);
  clock.nowMs += 61_000;
  memory.keep(6);
  expect(writes()).toBe(3);
});

test('nonsense, and a browser that keeps nothing, count as nothing', () => {
  expect(newMemory('eight').memory.recall()).toBe(4);
  const refused = createLaneMemory(
    () => {
      throw new Error('SecurityError');
    },
    () => 0,
  );
  refused.keep(8);
  expect(refused.recall()).toBe(4);
});
