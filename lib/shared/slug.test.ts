import { expect, test } from 'vitest';
import { filmPatchSchema } from './schemas/film.ts';
import { slugFrom } from './slug.ts';

test.each([
  ['The Long Take', 'the-long-take'],
  ['  Été à Bali!  ', 'ete-a-bali'],
  ["L'Heure d’été", 'lheure-dete'],
  ['  The   Long — Goodbye  ', 'the-long-goodbye'],
  ['../../etc/passwd', 'etc-passwd'],
  ['x'.repeat(300), 'x'.repeat(100)],
  ['--- ---', ''],
  ['映画', ''],
])('%s becomes %s', (title, slug) => {
  expect(slugFrom(title)).toBe(slug);
});

test('that of a very long title is one the server takes', () => {
  const slug = slugFrom('a very long title '.repeat(30));
  expect(filmPatchSchema.safeParse({ slug }).success).toBe(true);
});
