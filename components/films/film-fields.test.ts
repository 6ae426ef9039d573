import { expect, test } from 'vitest';
import { filmInputSchema, filmPatchSchema } from '#lib/shared/schemas/film.ts';
import { fieldsOf, patchOf } from './film-fields.ts';

test('an untouched new form lacks nothing but a title', () => {
  const parsed = filmInputSchema.safeParse(fieldsOf(undefined));
  expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['title', 'required'],
  ]);
  expect(filmInputSchema.safeParse({ ...fieldsOf(undefined), title: 'A' }).success).toBe(true);
});

test('a patch carries what changed and the version, and nothing else', () => {
  const input = filmInputSchema.parse({ ...fieldsOf(undefined), title: 'New', year: 1999 });
  const patch = patchOf(input, { title: true, slug: true, videoId: true }, 4);
  expect(patch).toEqual({ title: 'New', videoId: null, version: 4 });
  expect(filmPatchSchema.parse(patch)).toEqual(patch);
});
