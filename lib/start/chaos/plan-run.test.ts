// Proves that a plan comes again with its seed, and that in time everything goes wrong.
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/testing/seeded-random.ts';
import { planRun } from './plan-run.ts';

test('the same seed gives the same plan, another seed another', () => {
  expect(planRun(seededRandom(5))).toEqual(planRun(seededRandom(5)));
  expect(planRun(seededRandom(5))).not.toEqual(planRun(seededRandom(6)));
});

test('two hundred runs have every kind of fault and every blow, and large and small files', () => {
  const plans = Array.from({ length: 200 }, (_, seed) => planRun(seededRandom(seed)));
  const faults = new Set(plans.flatMap((plan) => plan.faults.map(({ rule }) => rule.fault.kind)));
  expect(faults).toEqual(new Set(['reset', 'answer', 'stall', 'lose-answer', 'delay']));
  expect(new Set(plans.map(({ blow }) => blow?.kind))).toEqual(
    new Set([undefined, 'tab closed', 'app killed', 'store killed', 'offline']),
  );
  for (const { fileBytes } of plans) {
    expect(Math.min(...fileBytes)).toBeLessThan(16 * 1024 * 1024);
    expect(Math.max(...fileBytes)).toBeGreaterThan(16 * 1024 * 1024);
  }
});
