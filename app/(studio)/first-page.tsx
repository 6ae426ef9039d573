// Reads what a list is asked for while its page is made, so that the browser need not ask again.
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { apiSearch, readSearch } from '#components/records/record-search.ts';
import { recordKeys } from '#lib/client/record-keys.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { api } from '#lib/shared/paths.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';

/** As Next gives it to a page. */
export type Asked = Promise<Record<string, string | string[] | undefined>>;

type FirstPageProps = {
  noun: Noun;
  asked: Asked;
  /** The list for the query of the API. */
  read: (query: object) => Promise<Parameters<typeof listAnswer>[1]>;
  children: ReactNode;
};

/** When it cannot be read, the browser asks, and says what is wrong. */
export async function FirstPage({ noun, asked, read, children }: FirstPageProps) {
  const search = apiSearch(noun, readSearch(noun, paramsOf(await asked)));
  const queries = new QueryClient();
  const url = new URL(`${api.records(noun)}?${search}`, 'http://localhost');
  const request = new Request(url, { headers: await headers() });
  await queries.prefetchQuery({
    queryKey: recordKeys(noun).list(search),
    queryFn: async () => listAnswer(request, await read(Object.fromEntries(url.searchParams))),
    retry: false,
  });
  return <HydrationBoundary state={dehydrate(queries)}>{children}</HydrationBoundary>;
}

function paramsOf(asked: Awaited<Asked>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    for (const each of [value ?? []].flat()) params.append(name, each);
  }
  return params;
}
