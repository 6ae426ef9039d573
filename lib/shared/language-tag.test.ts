import { expect, test } from 'vitest';
import { canonicalLanguage, languageName } from './language-tag.ts';

test.each([
  ['fr', 'fr'],
  ['FRA', 'fr'],
  ['pt-br', 'pt-BR'],
  [' zh_hant_TW ', 'zh-Hant-TW'],
  ['iw', 'he'],
  ['en-u-ca-buddhist', 'en'],
  ['', null],
  ['english', null],
  ['e', null],
  ['fr"', null],
  ['fr,NAME="x"', null],
])('%j is %j', (tag, canonical) => {
  expect(canonicalLanguage(tag)).toBe(canonical);
});

test('languages have a name in the words of the reader, or their tag', () => {
  expect(languageName('fr', 'en')).toBe('French');
  expect(languageName('fr', 'fr')).toBe('Français');
  expect(languageName('en', 'id')).toBe('Inggris');
  expect(languageName('qqq', 'en')).toBe('Qqq');
});
