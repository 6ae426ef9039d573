import { expect, test } from 'vitest';
import type { MediaEvent } from '#lib/shared/schemas/media.ts';
import { ProcessingClock } from './processing-clock.ts';

const at = (progress: number, stage: string | null = 'encode'): MediaEvent => ({
  ...{ status: 'processing', progress, stage, failure: null },
});

/** Hears an event every 0.7 s, each further by `step`; answers what was said after each. */
function hearSteadily(clock: ProcessingClock, { from = 0.04, step = 0.007, count = 20 } = {}) {
  return Array.from({ length: count }, (_, i) => clock.hear(at(from + i * step), i * 700));
}

test('the time left is told once the pace is known, and then goes down with the clock', () => {
  const told = hearSteadily(new ProcessingClock());
  expect(told.slice(0, 6)).toEqual(Array(6).fill(null));
  // A hundredth a second: what is missing of the whole, in hundredths.
  expect(told[6]).toBe(Math.ceil((1 - 0.04 - 6 * 0.007) / 0.01));
  expect(told.at(-1)).toBe(Math.ceil((1 - 0.04 - 19 * 0.007) / 0.01));
});

test('a moment without progress does not throw it about', () => {
  const clock = new ProcessingClock();
  const before = hearSteadily(clock).at(-1) ?? 0;
  const after = clock.hear(at(0.04 + 19 * 0.007), 20 * 700) ?? 0;
  expect(after).toBeGreaterThan(before);
  expect(after).toBeLessThan(before * 1.1);
});

test('going on under another name changes nothing', () => {
  const clock = new ProcessingClock();
  hearSteadily(clock);
  expect(clock.hear(at(0.2, 'rest'), 20 * 700)).toEqual(expect.any(Number));
});

test.each<[string, MediaEvent]>([
  ['it waits', at(0, null)],
  ['it is examined', at(0.01, 'probe')],
  ['the rest is a moment', at(0.97, 'package')],
  ['it starts over', at(0.04)],
  ['it is ready', { ...at(1, null), status: 'ready' }],
])('nothing is told when %s', (_, event) => {
  const clock = new ProcessingClock();
  hearSteadily(clock);
  expect(clock.hear(event, 20 * 700)).toBeNull();
});
