import { expect, test } from 'vitest';
import { candidateMoments, pictureScore } from './frame-score.ts';

const [width, height] = [48, 27];

/** A picture of greys. */
function picture(greyAt: (x: number, y: number) => number) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.fill(greyAt(x, y), (y * width + x) * 4, -1);
  }
  return { data, width, height };
}
const scene = picture((x, y) => ((Math.floor(x / 6) + Math.floor(y / 6)) % 2 === 0 ? 60 : 190));

test.each([
  ['black', picture(() => 0)],
  ['white', picture(() => 255)],
  ['grey', picture(() => 128)],
  ['nearly dark', picture((x) => (x === 3 ? 20 : 2))],
  ['blurred', picture((x) => 110 + (30 * x) / width)],
])('a scene is worth more than a picture that is %s', (_, other) => {
  expect(pictureScore(scene)).toBeGreaterThan(2 * pictureScore(other));
});

test('candidates lie inside the film, in order, some for each stretch', () => {
  expect(candidateMoments(12, 3)).toEqual([
    [1, 3],
    [5, 7],
    [9, 11],
  ]);
});
