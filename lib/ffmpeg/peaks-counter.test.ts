import { expect, test } from 'vitest';
import { maxPoints, peaksCounter } from './peaks-counter.ts';

const mono = { channels: 1, sampleRate: 44_100 };
const stereo = { channels: 2, sampleRate: 44_100 };

/** Samples as ffmpeg sends them. */
function bytesOf(values: Iterable<number>): Buffer {
  return Buffer.from(Int16Array.from(values).buffer);
}

function peaksOf(sound: typeof mono, ...chunks: Buffer[]) {
  const counter = peaksCounter(sound);
  for (const chunk of chunks) counter.add(chunk);
  return counter.peaks();
}

test('silence is silent, and so is its last bit of noise', () => {
  const noise = Array.from({ length: 640 }, (_, at) => (at % 2 ? -200 : 200));
  const made = peaksOf(mono, Buffer.alloc(2 * 640), bytesOf(noise));
  expect(made.data).toEqual(new Array(40).fill(0));
  expect(made).toMatchObject({ version: 2, channels: 1, bits: 8, length: 20 });
});

test('full scale reaches both ends, and a point holds only what lies in it', () => {
  const loud = Array.from({ length: 64 }, (_, at) => (at % 2 ? -32_768 : 32_767));
  const made = peaksOf(mono, Buffer.alloc(128), bytesOf(loud), bytesOf([0, 12_800, -6400]));
  expect(made.data).toEqual([0, 0, -128, 127, -25, 50]);
  expect(made).toMatchObject({ length: 3, samples_per_pixel: 64, sample_rate: 44_100 });
});

test('the louder channel counts, also where both together would be silence', () => {
  const opposite = Array.from({ length: 128 }, (_, at) => (at % 2 ? -25_600 : 25_600));
  const leftOnly = Array.from({ length: 128 }, (_, at) => (at % 2 ? 0 : 12_800));
  const made = peaksOf(stereo, bytesOf(opposite), bytesOf(leftOnly));
  expect(made.data).toEqual([-100, 100, 0, 50]);
});

test('how the bytes are cut makes no difference', () => {
  const values = Array.from({ length: 5000 }, (_, at) => Math.round(30_000 * Math.sin(at * at)));
  const whole = bytesOf(values);
  const chunks = [];
  for (let at = 0; at < whole.length; at += 333) chunks.push(whole.subarray(at, at + 333));
  expect(peaksOf(stereo, ...chunks)).toEqual(peaksOf(stereo, whole));
});

test.each([0.5, 3, 60, 1800])('%d s are bounded, cover all of it, and lose no peak', (seconds) => {
  const secondsPerChunk = Math.min(seconds, 10);
  const chunk = Buffer.alloc(2 * 44_100 * secondsPerChunk);
  const counter = peaksCounter(mono);
  for (let at = 0; at < seconds; at += secondsPerChunk) counter.add(chunk);
  counter.add(bytesOf([32_767, -32_768]));
  const { length, samples_per_pixel, data } = counter.peaks();
  expect(length).toBeLessThanOrEqual(maxPoints);
  if (seconds >= 3) expect(length).toBeGreaterThanOrEqual(maxPoints / 2);
  expect(data).toHaveLength(2 * length);
  const samples = seconds * 44_100 + 2;
  expect(length).toBe(Math.ceil(samples / samples_per_pixel));
  expect(data.slice(-2)).toEqual([-128, 127]);
  expect(data.slice(0, -2).every((value) => value === 0)).toBe(true);
});

test('nothing at all has no points', () => {
  expect(peaksOf(mono)).toMatchObject({ length: 0, data: [] });
});
