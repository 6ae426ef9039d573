import { expect, test } from 'vitest';
import { ProgressMeter } from './progress-meter.ts';
import { Reporter } from './reporter.ts';
import type { WaitingFor } from './upload.ts';

function newReporter() {
  const told: WaitingFor[] = [];
  const clock = { nowMs: 0 };
  const meter = new ProgressMeter(100, 0);
  const reporter = new Reporter(
    meter,
    ({ waitingFor }) => void told.push(waitingFor),
    () => clock.nowMs,
  );
  return { reporter, told };
}

test('one piece that is tried again while others move is not worth a word, all of them are', () => {
  const { reporter, told } = newReporter();
  reporter.sent(1, 0);
  reporter.sent(2, 0);
  reporter.waiting(1)('retry');
  expect(told.at(-1)).toBeNull();
  reporter.waiting(2)('retry');
  expect(told.at(-1)).toBe('retry');
});

test('addresses that had to be waited for do not hide what is waited for later', () => {
  const { reporter, told } = newReporter();
  reporter.waiting(0)('connection');
  expect(told.at(-1)).toBe('connection');
  reporter.waiting(0)(null);
  reporter.sent(1, 0);
  reporter.waiting(1)('retry');
  expect(told.at(-1)).toBe('retry');
  reporter.done(1, 10);
  reporter.sent(2, 0);
  reporter.waiting(2)('retry');
  expect(told.at(-1)).toBe('retry');
});
