import { expect, test } from 'vitest';
import { freeSlug, slugFrom, slugsLike } from './slugs.ts';

test.each([
  ['Été à Paris!', 'ete-a-paris'],
  ['  The   Long — Goodbye  ', 'the-long-goodbye'],
  ['東京', 'film'],
  ['../../etc/passwd', 'etc-passwd'],
  ['x'.repeat(300), 'x'.repeat(100)],
])('%s becomes %s', (title, slug) => {
  expect(slugFrom(title)).toBe(slug);
});

test('a taken slug gets the next free number', () => {
  const slugs = slugsLike('a');
  expect(freeSlug(slugs, new Set())).toBe('a');
  expect(freeSlug(slugs, new Set(['a', 'a-2', 'a-4']))).toBe('a-3');
});

test('a slug taken many times over gets one nobody can have', () => {
  const taken = new Set(slugsLike('a').slice(0, -1));
  expect(freeSlug(slugsLike('a'), taken)).toMatch(/^a-[0-9a-f]{10}$/);
});
