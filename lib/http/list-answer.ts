// The envelope of every list, with whole addresses of its neighbours.
import 'server-only';
import type { PageLink } from '../db/newest-first.ts';
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
  const host = forwarded.get('x-forwarded-host') ?? request.headers.get('host') ?? 'localhost';
  const protocol = forwarded.get('x-forwarded-proto') ?? new URL(request.url).protocol.slice(0, -1);
  return `${protocol}://${host}`;
}
