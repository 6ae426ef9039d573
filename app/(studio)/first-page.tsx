// Reads what a list is asked for while its page is made, so that the browser need not ask again.
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { apiSearch, readSearch } from '#components/records/record-search.ts';
import { requireActor } from '#lib/auth/session.ts';
import { listDrafts } from '#lib/catalog/drafts.ts';
import { draftsQuery } from '#lib/client/drafts.ts';
import { recordKeys } from '#lib/client/record-keys.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { ports } from '#lib/ports/ports.ts';
import { api } from '#lib/shared/paths.ts';
import { draftListQuerySchema } from '#lib/shared/schemas/draft.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { categoriesRead } from './with-categories.tsx';

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
  await Promise.all([
    queries.prefetchQuery({
      queryKey: recordKeys(noun).list(search),
      queryFn: async () => listAnswer(request, await read(Object.fromEntries(url.searchParams))),
      retry: false,
    }),
    ...beside(noun).map((one) => queries.prefetchQuery<unknown>(one)),
  ]);
  return <HydrationBoundary state={dehydrate(queries)}>{children}</HydrationBoundary>;
}

/** What else such a list shows: what of the noun was begun and not saved, and its filters. */
function beside(noun: Noun) {
  const context = async () => ({ actor: await requireActor(), ports: ports() });
  const drafts = async () => {
    const query = draftListQuerySchema.parse({ noun, new: '1' });
    return (await listDrafts(query, await context())).results;
  };
  const waiting = { queryKey: draftsQuery(noun).queryKey, queryFn: drafts, retry: false };
  return noun === 'film' || noun === 'video' ? [waiting, categoriesRead] : [waiting];
}

function paramsOf(asked: Awaited<Asked>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    for (const each of [value ?? []].flat()) params.append(name, each);
  }
  return params;
}
