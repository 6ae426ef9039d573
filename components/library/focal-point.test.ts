import { expect, test } from 'vitest';
import { pointAfterKey, pointAt } from './focal-point.ts';

const point = { x: 0.5, y: 0.95 };

test.each([
  ['ArrowLeft', false, { x: 0.49, y: 0.95 }],
  ['ArrowRight', true, { x: 0.6, y: 0.95 }],
  ['ArrowUp', false, { x: 0.5, y: 0.94 }],
  ['ArrowDown', true, { x: 0.5, y: 1 }],
  ['Tab', false, null],
])('%s moves it', (key, isLarge, moved) => {
  expect(pointAfterKey(point, key, isLarge)).toEqual(moved);
});

test.each([
  ['inside', 150, 120, { x: 0.25, y: 0.2 }],
  ['beside it on the left, below', 20, 900, { x: 0, y: 1 }],
])('the pointer %s', (_, clientX, clientY, expected) => {
  const box = { left: 100, top: 100, width: 200, height: 100 };
  expect(pointAt({ clientX, clientY }, box)).toEqual(expected);
});
