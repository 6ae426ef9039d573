import { expect, test } from 'vitest';
import { createLineMemory } from './line-memory.ts';

function newMemory(kept?: string) {
  const values = new Map(kept ? [['cutroom-line', kept]] : []);
  const clock = { nowMs: 1_000 };
  let writes = 0;
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => {
      writes += 1;
      values.set(key, value);
    },
  };
  const memory = createLineMemory(
    () => storage,
    () => clock.nowMs,
  );
  return { memory, clock, writes: () => writes };
}

const unknown = { lanes: 4, bytesPerSecond: null };

test('what was kept is recalled for an hour, then it is four lanes again', () => {
  const { memory, clock } = newMemory();
  expect(memory.recall()).toEqual(unknown);
  memory.keep({ lanes: 7, bytesPerSecond: 1234.5 });
  clock.nowMs += 3_599_000;
  expect(memory.recall()).toEqual({ lanes: 7, bytesPerSecond: 1235 });
  clock.nowMs += 2_000;
  expect(memory.recall()).toEqual(unknown);
});

test('lanes are recalled also where nobody knows what they carried', () => {
  const { memory } = newMemory();
  memory.keep({ lanes: 7, bytesPerSecond: null });
  expect(memory.recall()).toEqual({ lanes: 7, bytesPerSecond: null });
});

test('the same again is written once a minute, another number at once', () => {
  const { memory, clock, writes } = newMemory();
  for (const lanes of [8, 8, 8, 6]) memory.keep({ lanes, bytesPerSecond: lanes });
  expect(writes()).toBe(2);
  clock.nowMs += 61_000;
  memory.keep({ lanes: 6, bytesPerSecond: 6 });
  expect(writes()).toBe(3);
});

test('nonsense, and a browser that keeps nothing, count as nothing', () => {
  expect(newMemory('eight').memory.recall()).toEqual(unknown);
  const refused = createLineMemory(
    () => {
      throw new Error('SecurityError');
    },
    () => 0,
  );
  refused.keep({ lanes: 8, bytesPerSecond: 1 });
  expect(refused.recall()).toEqual(unknown);
});
