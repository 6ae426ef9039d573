// Proves how time strings are read.
import { expect, test } from 'vitest';
import { durationMs, momentOf } from './durations.ts';

test.each([
  ['500ms', 500],
  ['1s', 1000],
  ['1h30m', 5_400_000],
  ['2w1d', 1_296_000_000],
  ['1.5s', 1500],
  ['', undefined],
  ['10', undefined],
  ['1s later', undefined],
  ['2026-01-01T00:00:00Z', undefined],
])('durationMs(%j) is %j', (text, expected) => {
  expect(durationMs(text)).toBe(expected);
});

test('a moment is a duration from now or a date', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  expect(momentOf('90s', now).toISOString()).toBe('2026-03-01T12:01:30.000Z');
  expect(momentOf('2027-01-01T00:00:00Z', now).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  expect(() => momentOf('soon', now)).toThrow(/"soon"/);
});
