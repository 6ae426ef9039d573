import { expect, test } from 'vitest';
import { ProgressMeter } from './progress-meter.ts';

test('speed and time left appear once the sending has settled', () => {
  const meter = new ProgressMeter(10_000, 0);
  meter.record(1, 500, 500);
  expect(meter.read(500)).toEqual({ sentBytes: 500, bytesPerSecond: null, secondsLeft: null });
  for (let time = 1_000; time <= 4_000; time += 500) meter.record(1, time, time);
  expect(meter.read(4_000)).toEqual({ sentBytes: 4_000, bytesPerSecond: 1_000, secondsLeft: 6 });
});

test('a piece that starts over takes nothing away from what is shown', () => {
  const meter = new ProgressMeter(100, 0);
  meter.record(1, 30, 10);
  meter.record(2, 20, 20);
  meter.record(1, 0, 30);
  expect(meter.read(30).sentBytes).toBe(50);
  meter.record(1, 40, 40);
  expect(meter.read(40).sentBytes).toBe(60);
});

test('never more than the file, and bytes stored earlier count without counting as speed', () => {
  const meter = new ProgressMeter(100, 0, { alreadySent: 90 });
  expect(meter.read(0).sentBytes).toBe(90);
  for (let time = 500; time <= 2_500; time += 500) meter.record(1, time / 500, time);
  expect(meter.read(2_500)).toMatchObject({ sentBytes: 95, bytesPerSecond: 2, secondsLeft: 3 });
  meter.record(1, 50, 3_000);
  expect(meter.read(3_000).sentBytes).toBe(100);
});

test('the speed follows a slowdown gradually', () => {
  const meter = new ProgressMeter(1_000_000, 0);
  meter.record(1, 10_000, 1_000);
  meter.record(1, 20_000, 2_000);
  meter.record(1, 20_000, 3_000);
  const { bytesPerSecond } = meter.read(3_000);
  expect(bytesPerSecond).toBeGreaterThan(5_000);
  expect(bytesPerSecond).toBeLessThan(10_000);
});

test('a second try shows at least what the first had come to, and counts speed from its own bytes', () => {
  const meter = new ProgressMeter(1_000, 0, { alreadySent: 200, alreadyShown: 500 });
  expect(meter.read(0).sentBytes).toBe(500);
  for (let time = 500; time <= 2_000; time += 500) meter.record(1, time / 10, time);
  expect(meter.read(2_000)).toEqual({ sentBytes: 500, bytesPerSecond: 100, secondsLeft: 6 });
  meter.record(1, 400, 2_100);
  expect(meter.read(2_100).sentBytes).toBe(600);
});
