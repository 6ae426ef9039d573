import { expect, test } from 'vitest';
import { daysLeft } from './days-left.ts';

test.each([
  ['2026-11-22T10:00:00.000Z', 30],
  ['2026-11-21T10:00:01.000Z', 30],
  ['2026-10-24T10:00:00.000Z', 1],
  ['2026-10-23T10:00:00.000Z', 0],
  ['2026-10-01T10:00:00.000Z', 0],
])('what was deleted at %s stays for %i more days', (deletedAt, days) => {
  expect(daysLeft(deletedAt, new Date('2026-11-22T10:00:00.000Z'))).toBe(days);
});
