// Reads the categories while a page is made, so that a select has its words from the start.
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { listCategories } from '#lib/catalog/categories.ts';
import { categoriesKey } from '#lib/client/record-keys.ts';
import { ports } from '#lib/ports/ports.ts';

/** For the cache of a page. When they cannot be read, the browser asks. */
export const categoriesRead = {
  queryKey: categoriesKey,
  queryFn: async () => {
    const results = await listCategories(ports());
    return { count: results.length, next: null, previous: null, results };
  },
  retry: false,
} as const;

export async function WithCategories({ children }: { children: ReactNode }) {
  const queries = new QueryClient();
  await queries.prefetchQuery(categoriesRead);
  return <HydrationBoundary state={dehydrate(queries)}>{children}</HydrationBoundary>;
}
