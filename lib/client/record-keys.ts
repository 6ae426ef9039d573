// Under which keys records are kept.
import type { Noun } from '#lib/shared/schemas/record.ts';

/** All that is kept of records: they show media, which change by themselves. */
export const recordsKey = ['records'] as const;

/** Of all nouns: photos are shown with their albums too. */
export const recordListsKey = ['records', 'list'] as const;

/** What films and videos are filed under. */
export const categoriesKey = ['categories'] as const;

export function recordKeys(noun: Noun) {
  return {
    lists: ['records', 'list', noun] as const,
    list: (search: string) => ['records', 'list', noun, search] as const,
    one: (id: string) => ['records', 'one', noun, id] as const,
  };
}
