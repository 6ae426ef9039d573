import { expect, test } from 'vitest';
import { sameOriginPath } from './same-origin-path.ts';

test.each([
  ['/films/new?x=1#top', '/films/new?x=1#top'],
  ['/', '/'],
  [null, '/films'],
  ['', '/films'],
  ['films', '/films'],
  ['https://evil.example/films', '/films'],
  ['//evil.example', '/films'],
  ['/\\evil.example', '/films'],
  ['/\t/evil.example', '/films'],
  ['javascript:alert(1)', '/films'],
])('%s leads to %s', (target, path) => {
  expect(sameOriginPath(target, '/films')).toBe(path);
});
