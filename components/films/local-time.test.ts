import { afterEach, expect, test, vi } from 'vitest';
import { localInputTime, utcTime } from './local-time.ts';

afterEach(() => vi.unstubAllEnvs());

test.each(['UTC', 'Asia/Jakarta', 'America/St_Johns'])('there and back in %s', (zone) => {
  vi.stubEnv('TZ', zone);
  expect(utcTime(localInputTime('2026-07-01T22:30:00.000Z'))).toBe('2026-07-01T22:30:00.000Z');
});

test('shows the time of the place one is at', () => {
  vi.stubEnv('TZ', 'Asia/Jakarta');
  expect(localInputTime('2026-07-01T22:30:45.123Z')).toBe('2026-07-02T05:30');
});

test.each(['', '2026-07-01T', 'soon'])('%s is no time yet', (text) => {
  expect(utcTime(text)).toBeUndefined();
});
