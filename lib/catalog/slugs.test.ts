import { expect, test } from 'vitest';
import { freeSlug, slugsLike } from './slugs.ts';

test('a taken slug gets the next free number', () => {
  const slugs = slugsLike('a');
  expect(freeSlug(slugs, new Set())).toBe('a');
  expect(freeSlug(slugs, new Set(['a', 'a-2', 'a-4']))).toBe('a-3');
});

test('a slug taken many times over gets one nobody can have', () => {
  const taken = new Set(slugsLike('a').slice(0, -1));
  expect(freeSlug(slugsLike('a'), taken)).toMatch(/^a-[0-9a-f]{10}$/);
});
