import { expect, test } from 'vitest';
import { pictureMix } from './picture-mix.ts';

test('a mix has all kinds, and each in all sizes', () => {
  const mix = pictureMix(100);
  const of = (format: string) => mix.filter((shape) => shape.format === format);
  expect([of('jpeg').length, of('png').length, of('webp').length]).toEqual([50, 20, 20]);
  expect(of('gif').length).toBe(10);
  expect(of('gif').every(({ frames }) => frames === 6)).toBe(true);
  for (const format of ['jpeg', 'png', 'webp']) {
    const pixels = of(format).map(({ width, height }) => width * height);
    expect(Math.min(...pixels)).toBeGreaterThan(190_000);
    expect(Math.min(...pixels)).toBeLessThan(500_000);
    expect(Math.max(...pixels)).toBeGreaterThan(7_000_000);
    expect(Math.max(...pixels)).toBeLessThan(12_100_000);
  }
});
