// Categories in the browser.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/shared/paths.ts';
import { categorySchema } from '#lib/shared/schemas/category.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { command, request } from './api.ts';
import { categoriesKey, recordsKey } from './record-keys.ts';

const categoryListSchema = listSchema(categorySchema);

export function categoriesQuery() {
  return queryOptions({
    queryKey: categoriesKey,
    queryFn: ({ signal }) =>
      request(`${api.categories()}?pageSize=100`, categoryListSchema, { signal }),
  });
}

/** Adds a category; the list holds it by the time this resolves. */
export function useCreateCategory() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: (name: string) =>
      request(api.categories(), categorySchema, { method: 'POST', body: { name } }),
    onSuccess: outdate,
  });
}

/** For admins. Fails with AppError `conflict` when there is one by that name. */
export function useRenameCategory() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      request(api.category(id), categorySchema, { method: 'PATCH', body: { name } }),
    onSuccess: outdate,
  });
}

/** For admins. What was filed under it is filed under none then. */
export function useDeleteCategory() {
  const queries = useQueryClient();
  const outdate = useOutdate();
  return useMutation({
    mutationFn: (id: string) => command(api.category(id), { method: 'DELETE' }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: recordsKey });
      return outdate();
    },
  });
}

function useOutdate() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: categoriesKey });
}
