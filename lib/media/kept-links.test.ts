import { expect, test, vi } from 'vitest';
import { keptLink } from './kept-links.ts';

test('a link stays the same for an hour, then it is signed again', async () => {
  let count = 0;
  const sign = vi.fn(async (_signedAt: Date) => `signed ${++count}`);
  const at = (minutes: number) => new Date(minutes * 60_000);
  expect(await keptLink('a', sign, at(0))).toBe('signed 1');
  expect(await keptLink('a', sign, at(59))).toBe('signed 1');
  expect(await keptLink('b', sign, at(59))).toBe('signed 2');
  expect(await keptLink('a', sign, at(61))).toBe('signed 3');
  // Any other process signs the same.
  expect(sign.mock.calls).toEqual([[at(0)], [at(0)], [at(60)]]);
});
