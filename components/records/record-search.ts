// What is asked of a list of records, as the address of its page says it.
import type { z } from 'zod';
import { filmListQuerySchema } from '#lib/shared/schemas/film.ts';
import { photoListQuerySchema } from '#lib/shared/schemas/photo.ts';
import { productListQuerySchema } from '#lib/shared/schemas/product.ts';
import { type Noun, type RecordSort, recordListQuerySchema } from '#lib/shared/schemas/record.ts';
import { videoListQuerySchema } from '#lib/shared/schemas/video.ts';

const schemas: Record<Noun, z.ZodObject> = {
  film: filmListQuerySchema,
  video: videoListQuerySchema,
  photo: photoListQuerySchema,
  album: recordListQuerySchema,
  product: productListQuerySchema,
};

export const defaultSort: RecordSort = '-createdAt';

/** Whole rows of the grid they are shown in. */
const pageSizes: Partial<Record<Noun, number>> = { photo: 24, album: 12 };

/** What of an address the list understands. It is typed by people too: what makes no sense is left out. */
export function readSearch(noun: Noun, asked: URLSearchParams): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, field] of Object.entries(schemas[noun].shape)) {
    const value = asked.get(name)?.trim();
    const isMeant = value && name !== 'pageSize' && !(name === 'sort' && value === defaultSort);
    if (isMeant && field.safeParse(value).success) search.set(name, value);
  }
  return search;
}

/** The query string of the API for what the address says. */
export function apiSearch(noun: Noun, search: URLSearchParams): string {
  const asked = new URLSearchParams(search);
  const pageSize = pageSizes[noun];
  if (pageSize) asked.set('pageSize', String(pageSize));
  return asked.toString();
}

/** The same with other conditions, from the first page on; an empty one is none. */
export function changedSearch(
  search: URLSearchParams,
  changes: Record<string, string>,
): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete('page');
  next.delete('cursor');
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

export const isTrash = (search: URLSearchParams) => search.has('trash');

/** Whether the address leads past the first page. */
export const isLaterPage = (search: URLSearchParams) => search.has('cursor') || search.has('page');

/** The conditions that keep records from being shown. */
const filters = ['q', 'state', 'categoryId', 'albumId'] as const;

export const isFiltered = (search: URLSearchParams) => filters.some((name) => search.has(name));

/** For `changedSearch`: every record again, in the same order. */
export const noFilters: Record<string, string> = Object.fromEntries(
  filters.map((name) => [name, '']),
);
