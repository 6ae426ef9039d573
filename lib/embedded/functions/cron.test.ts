// Proves when schedules are due.
import { expect, test } from 'vitest';
import { cronProblem, nextCronDate } from './cron.ts';

test.each([
  ['0 * * * *', '2026-03-01T10:00:00.000Z', '2026-03-01T11:00:00.000Z'],
  ['*/15 9 * * 1', '2026-03-01T10:00:00.000Z', '2026-03-02T09:00:00.000Z'],
  ['TZ=Europe/Paris 0 9 * * *', '2026-03-01T00:00:00.000Z', '2026-03-01T08:00:00.000Z'],
  // The night Paris changes to summer time.
  ['TZ=Europe/Paris 0 9 * * *', '2026-03-28T12:00:00.000Z', '2026-03-29T07:00:00.000Z'],
])('%s after %s is %s', (expression, now, expected) => {
  expect(nextCronDate(expression, new Date(now)).toISOString()).toBe(expected);
});

test.each(['* * * *', '* * * * * *', '61 * * * *', 'TZ=Nowhere/City 0 9 * * *', 'hourly'])(
  '%s is refused',
  (expression) => {
    expect(cronProblem(expression)).toEqual(expect.any(String));
  },
);
