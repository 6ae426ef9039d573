// Proves that a plan comes again with its seed, and that in time everything happens to everything.
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/testing/seeded-random.ts';
import { kinds, planRun, victims } from './plan-run.ts';

test('the same seed gives the same plan, another seed another', () => {
  expect(planRun(seededRandom(5))).toEqual(planRun(seededRandom(5)));
  expect(planRun(seededRandom(5))).not.toEqual(planRun(seededRandom(6)));
});

test('a hundred runs have every kind of file, every ending and every victim, alone and all at once', () => {
  const plans = Array.from({ length: 100 }, (_, seed) => planRun(seededRandom(seed)));
  const files = plans.flatMap((plan) => plan.files);
  expect(new Set(files.map(({ kind }) => kind))).toEqual(new Set(kinds));
  expect(new Set(files.map(({ ending }) => ending))).toEqual(
    new Set(['told', 'silent', 'abandoned', 'deleted', 'made anew']),
  );
  const blows = plans.flatMap((plan) => plan.blows);
  const alone = blows.filter(({ victims: hit }) => hit.length === 1);
  expect(new Set(alone.flatMap(({ victims: hit }) => hit))).toEqual(new Set(victims));
  expect(blows.some(({ victims: hit }) => hit.length === victims.length)).toBe(true);
});
