import { expect, test } from 'vitest';
import { freeSlug, slugFrom } from './slugs.ts';

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
  expect(freeSlug('a', new Set())).toBe('a');
  expect(freeSlug('a', new Set(['a', 'a-2', 'a-4']))).toBe('a-3');
});
