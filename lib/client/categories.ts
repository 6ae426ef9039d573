// Categories in the browser.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/shared/paths.ts';
import { categorySchema } from '#lib/shared/schemas/category.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { request } from './api.ts';

const categoryListSchema = listSchema(categorySchema);
const allKey = ['categories'] as const;

export function categoriesQuery() {
  return queryOptions({
    queryKey: allKey,
    queryFn: ({ signal }) =>
      request(`${api.categories()}?pageSize=100`, categoryListSchema, { signal }),
  });
}

/** Adds a category; the list holds it by the time this resolves. */
export function useCreateCategory() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      request(api.categories(), categorySchema, { method: 'POST', body: { name } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: allKey }),
  });
}
