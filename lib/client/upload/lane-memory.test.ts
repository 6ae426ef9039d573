import { expect, test } from 'vitest';
import { createLaneMemory } from './lane-memory.ts';

function newMemory(kept?: string) {
  const values = new Map(kept ? [['cutroom-lanes', kept]] : []);
  const clock = { nowMs: 1_000 };
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
  return {
    memory: createLaneMemory(
      () => storage,
      () => clock.nowMs,
    ),
    clock,
  };
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
