// The list of media, page after page: asked for, followed while something goes on, changed in place.
import type { InfiniteData } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '#lib/shared/paths.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { mediaSchema } from '#lib/shared/schemas/media.ts';
import { request } from './api.ts';

const mediaListSchema = listSchema(mediaSchema);
type MediaPage = z.output<typeof mediaListSchema>;
/** A page is asked for by the cursor of the one before, the first by null. */
export type MediaPages = InfiniteData<MediaPage, string | null>;

const pageSize = 48;
const processingPollMs = 3_000;
const uploadingPollMs = 15_000;

/** `search` is the query string of the API: `q`, `type`, `status`. Throws like `request`. */
export function getMediaPage(
  search: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<MediaPage> {
  const asked = new URLSearchParams(search);
  asked.set('pageSize', String(pageSize));
  if (cursor) asked.set('cursor', cursor);
  return request(`${api.media()}?${asked}`, mediaListSchema, { signal });
}

/** The cursor of the page after this one, null after the last. */
export function cursorAfter({ next }: Pick<MediaPage, 'next'>): string | null {
  return next && new URL(next).searchParams.get('cursor');
}

/**
 * When to ask again; false when nothing goes on. Progress comes this way because a stream for each
 * card would take every connection. All pages are asked again, so many of them less often.
 */
export function pollAfterMs(data: MediaPages | undefined): number | false {
  const statuses = data?.pages.flatMap(({ results }) => results.map(({ status }) => status)) ?? [];
  if (statuses.includes('processing')) return processingPollMs * (data?.pages.length ?? 1);
  return statuses.includes('uploading') ? uploadingPollMs : false;
}

/** The same pages without one media. */
export function withoutMedia({ pages, pageParams }: MediaPages, id: string): MediaPages {
  return {
    pageParams,
    pages: pages.map((page) => ({
      ...page,
      results: page.results.filter((media) => media.id !== id),
    })),
  };
}
