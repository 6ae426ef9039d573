import { expect, test } from 'vitest';
import { isVisibleMove, secondsAfterKey, shareAt } from './waveform-time.ts';

test.each([
  [0, 200, 0],
  [50, 200, 0.25],
  [200, 200, 1],
  // The element may say a little more than the file did, and a drag may leave the waveform.
  [201, 200, 1],
  [-1, 200, 0],
  // Not known yet.
  [5, 0, 0],
  [5, Number.NaN, 0],
])('%d s of %d s is the share %d', (seconds, duration, share) => {
  expect(shareAt(seconds, duration)).toBe(share);
});

test.each([
  ['ArrowRight', 20, 25],
  ['ArrowUp', 20, 25],
  ['ArrowLeft', 20, 15],
  ['ArrowDown', 20, 15],
  ['PageUp', 20, 50],
  ['PageDown', 40, 10],
  ['Home', 20, 0],
  ['End', 20, 60],
  ['ArrowRight', 58, 60],
  ['ArrowLeft', 3, 0],
  ['Tab', 20, null],
  [' ', 20, null],
])('%s leads from %d s to %s s in a minute of sound', (key, from, to) => {
  expect(secondsAfterKey(key, from, 60)).toBe(to);
});

test('what cannot be seen is not drawn, in either direction', () => {
  expect(isVisibleMove(90, 90.1, 180)).toBe(false);
  expect(isVisibleMove(90.1, 90, 180)).toBe(false);
  expect(isVisibleMove(90, 90.2, 180)).toBe(true);
  expect(isVisibleMove(90, 0, 180)).toBe(true);
});

test('a mark that follows sixty times a second is drawn about a thousand times', () => {
  let shown = 0;
  let draws = 0;
  for (let frame = 0; frame <= 60 * 180; frame += 1) {
    if (!isVisibleMove(shown, frame / 60, 180)) continue;
    shown = frame / 60;
    draws += 1;
  }
  expect(draws).toBeGreaterThan(900);
  expect(draws).toBeLessThanOrEqual(1000);
  expect(180 - shown).toBeLessThan(0.2);
});

test('while the length is not known, every move counts', () => {
  expect(isVisibleMove(1, 1.001, 0)).toBe(true);
});
