import { expect, test } from 'vitest';
import { chooseLocale } from './locales.ts';

test.each([
  ['fr', 'en', 'fr'],
  ['xx', 'id-ID,id;q=0.9', 'id'],
  [undefined, null, 'en'],
  [undefined, '', 'en'],
  [undefined, 'de-DE,de;q=0.9,fr;q=0.5,en;q=0.3', 'fr'],
  [undefined, 'en;q=0.2, id;q=0.8', 'id'],
  [undefined, 'fr;q=0, de', 'en'],
  [undefined, 'in', 'id'],
])('cookie %s and Accept-Language %s choose %s', (cookie, header, locale) => {
  expect(chooseLocale(cookie, header)).toBe(locale);
});
