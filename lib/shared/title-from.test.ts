import { expect, test } from 'vitest';
import { titleFrom } from './title-from.ts';

test.each([
  ['IMG_2034.JPG', 'IMG_2034'],
  ['sea.at.dawn.png', 'sea.at.dawn'],
  ['sea', 'sea'],
  [`${'x'.repeat(300)}.jpg`, 'x'.repeat(200)],
])('what is made of %s is called %s', (fileName, title) => {
  expect(titleFrom(fileName)).toBe(title);
});
