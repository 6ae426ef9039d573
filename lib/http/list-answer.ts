// The envelope of every list, with whole addresses of its neighbours.
import 'server-only';
import type { PageLink } from '../db/sorted-page.ts';
import { env } from '../env/env.ts';

type Listed<Item> = {
  count: number;
  next: PageLink | null;
  previous: PageLink | null;
  results: Item[];
};

/** `{count, next, previous, results}`; the addresses keep the filters of this request. */
export function listAnswer<Item>(
  request: Request,
  { count, next, previous, results }: Listed<Item>,
) {
  return { count, next: pageUrl(request, next), previous: pageUrl(request, previous), results };
}

function pageUrl(request: Request, link: PageLink | null): string | null {
  if (!link) return null;
  const { pathname, search } = new URL(request.url);
  const url = new URL(pathname + search, ownOrigin(request));
  url.searchParams.delete('page');
  url.searchParams.delete('cursor');
  for (const [name, value] of Object.entries(link)) url.searchParams.set(name, value);
  return url.href;
}

function ownOrigin(request: Request): string {
  const { APP_URL, AUTH_TRUST_HOST } = env();
  if (APP_URL) return APP_URL;
  const forwarded = AUTH_TRUST_HOST ? request.headers : new Headers();
  const host = first(forwarded.get('x-forwarded-host')) ?? request.headers.get('host');
  const { origin, protocol } = new URL(request.url);
  const scheme = first(forwarded.get('x-forwarded-proto')) ?? protocol.slice(0, -1);
  const told = `${scheme}://${host ?? 'localhost'}`;
  return URL.canParse(told) ? told : origin;
}

/** Each proxy on the way may add its own after a comma. */
function first(header: string | null): string | undefined {
  return header?.split(',')[0]?.trim() || undefined;
}
