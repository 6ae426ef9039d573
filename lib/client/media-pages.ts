// The list of media, page after page: asked for, and changed in place.
import type { InfiniteData } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '#lib/shared/paths.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { type Media, type MediaAction, mediaSchema } from '#lib/shared/schemas/media.ts';
import { request } from './api.ts';

const mediaListSchema = listSchema(mediaSchema);
export type MediaPage = z.output<typeof mediaListSchema>;
/** A page is asked for by the cursor of the one before, the first by null. */
export type MediaPages = InfiniteData<MediaPage, string | null>;

/** The first page is there soon; who goes on looks for more. */
export const firstPageSize = 48;
const nextPageSize = 96;

/** `search` is the query string of the API, without page and cursor. Throws like `request`. */
export function getMediaPage(
  search: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<MediaPage> {
  const asked = new URLSearchParams(search);
  asked.set('pageSize', String(cursor ? nextPageSize : firstPageSize));
  if (cursor) asked.set('cursor', cursor);
  return request(`${api.media()}?${asked}`, mediaListSchema, { signal });
}

/** The cursor of the page after this one, null after the last. */
export function cursorAfter({ next }: Pick<MediaPage, 'next'>): string | null {
  return next && new URL(next).searchParams.get('cursor');
}

/** The same pages with some media changed; those that stay are the same objects. */
export function changedIn(
  data: MediaPages,
  ids: ReadonlySet<string>,
  change: (media: Media) => Media,
): MediaPages {
  const isConcerned = data.pages.some(({ results }) => results.some(({ id }) => ids.has(id)));
  if (!isConcerned) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      results: page.results.map((media) => (ids.has(media.id) ? change(media) : media)),
    })),
  };
}

/** The same pages without some media, which are counted no more. */
export function withoutMedia(data: MediaPages, ids: ReadonlySet<string>): MediaPages {
  const all = data.pages.flatMap(({ results }) => results);
  const gone = all.filter(({ id }) => ids.has(id)).length;
  if (gone === 0) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      count: Math.max(0, page.count - gone),
      results: page.results.filter(({ id }) => !ids.has(id)),
    })),
  };
}

/** The pages as they are once that was done to these media. */
export function afterAction(
  data: MediaPages,
  ids: ReadonlySet<string>,
  action: MediaAction,
): MediaPages {
  if (action === 'delete') return withoutMedia(data, ids);
  return changedIn(data, ids, (media) => {
    if (action !== 'reprocess') return { ...media, isPublic: action === 'publish' };
    return { ...media, status: 'processing', progress: 0, failure: undefined };
  });
}

/**
 * The pages with a first one that was just asked for, so that a long list shows what is new without
 * being loaded again: what it names is as it says, what it leaves out of its stretch is gone, what
 * new ones pushed out of it follows. Null when it meets none of the old: then nobody knows what lies
 * between them.
 */
export function withFreshStart(
  { pages, pageParams }: MediaPages,
  fresh: MediaPage,
): MediaPages | null {
  const [first, ...others] = pages;
  if (!first) return null;
  const named = new Set(fresh.results.map(({ id }) => id));
  const lastMet = first.results.findLastIndex(({ id }) => named.has(id));
  if (lastMet < 0) return null;
  const pushedOut = first.results.slice(lastMet + 1);
  const { count } = fresh;
  const kept = others.map((page) => ({
    ...page,
    count,
    results: page.results.filter(({ id }) => !named.has(id)),
  }));
  const start = { ...first, count, results: [...fresh.results, ...pushedOut] };
  return { pages: [start, ...kept], pageParams };
}

const processingPollMs = 3_000;
const uploadingPollMs = 15_000;

/** How often to ask, in milliseconds; false when nothing goes on. */
export function paceOf(files: readonly Pick<Media, 'status'>[]): number | false {
  if (files.some(({ status }) => status === 'processing')) return processingPollMs;
  return files.some(({ status }) => status === 'uploading') && uploadingPollMs;
}
