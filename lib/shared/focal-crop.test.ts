import { expect, test } from 'vitest';
import { centre, squareAround } from './focal-crop.ts';

test.each([
  ['the middle', centre, [400, 200], { left: 100, top: 0, side: 200 }],
  ['a little to the left', { x: 0.4, y: 0.5 }, [400, 200], { left: 60, top: 0, side: 200 }],
  ['the left edge', { x: 0, y: 0 }, [400, 200], { left: 0, top: 0, side: 200 }],
  ['the lower right corner', { x: 1, y: 1 }, [400, 200], { left: 200, top: 0, side: 200 }],
  ['low in a tall one', { x: 0.5, y: 0.75 }, [200, 401], { left: 0, top: 201, side: 200 }],
  ['a square has one crop', { x: 1, y: 0 }, [50, 50], { left: 0, top: 0, side: 50 }],
  ['half a pixel', centre, [3, 2], { left: 1, top: 0, side: 2 }],
  ['one pixel', { x: 0.9, y: 0.9 }, [1, 1], { left: 0, top: 0, side: 1 }],
] as const)('%s', (_, point, [width, height], square) => {
  expect(squareAround(point, width, height)).toEqual(square);
});
