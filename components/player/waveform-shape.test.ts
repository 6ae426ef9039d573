import { expect, test } from 'vitest';
import { barHeights, barsPath } from './waveform-shape.ts';

/** Points as they come: lowest and highest in turn. */
const points = (...values: number[]) => values.flatMap((value) => [-value, value]);

test('the loudest of its stretch is the height of a bar, whichever way it swings', () => {
  expect(barHeights([0, 127, -128, 0, 0, 0, -64, 10], 2)).toEqual([1, 0.5]);
});

test('more bars than points: neighbours share one', () => {
  expect(barHeights(points(128, 64), 4)).toEqual([1, 1, 0.5, 0.5]);
});

test('no point is passed over, whatever the count', () => {
  for (const count of [1, 7, 95, 170, 1999]) {
    for (const at of [0, 1000, 1999]) {
      const one = Array.from({ length: 2000 }, (_, point) => (point === at ? 100 : 0));
      expect(Math.max(...barHeights(points(...one), count))).toBe(1);
    }
  }
});

test('a quiet recording fills the height, silence stays silent', () => {
  expect(barHeights(points(16, 8), 2)).toEqual([1, 0.5]);
  expect(barHeights(points(0, 0), 2)).toEqual([0, 0]);
  expect(Math.max(...barHeights(points(1, 0), 2))).toBeLessThan(0.25);
});

test('without points, or without room, there is nothing but dots, or nothing', () => {
  expect(barHeights([], 3)).toEqual([0, 0, 0]);
  expect(barHeights(points(5), 0)).toEqual([]);
  expect(barsPath([], { pitch: 4, height: 72 })).toBe('');
});

test('bars stand around the middle and leave room for their ends', () => {
  expect(barsPath([1, 0.5, 0], { pitch: 4, height: 72 })).toBe('M2 1V71M6 18.5V53.5M10 36V36');
});
