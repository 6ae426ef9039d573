import { expect, test } from 'vitest';
import { filmPatchSchema } from '#lib/shared/schemas/film.ts';
import { suggestSlug } from './slug.ts';

test.each([
  ['The Long Take', 'the-long-take'],
  ['  Été à Bali!  ', 'ete-a-bali'],
  ["L'Heure d’été", 'lheure-dete'],
  ['--- ---', ''],
  ['映画', ''],
])('%s suggests %s', (title, slug) => {
  expect(suggestSlug(title)).toBe(slug);
});

test('a suggestion for a very long title is a slug the server takes', () => {
  const slug = suggestSlug('a very long title '.repeat(30));
  expect(filmPatchSchema.safeParse({ slug }).success).toBe(true);
});
