// Keeps the lists of media up to date: a long one without asking for all of it again.
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { AppError } from '#lib/shared/errors.ts';
import type { Media, MediaEvent } from '#lib/shared/schemas/media.ts';
import { mediaKeys } from './media-keys.ts';
import {
  changedIn,
  getMediaPage,
  type MediaPages,
  paceOf,
  withFreshStart,
  withoutMedia,
} from './media-pages.ts';
import { getMedia, getMediaStates } from './media-requests.ts';

/** More pages than this are not asked for again just because something may have changed. */
const pagesAskedAgain = 3;
/** The API tells of so many at once. */
const statesAtOnce = 100;

export function isShort(data: Pick<MediaPages, 'pages'> | undefined): boolean {
  return (data?.pages.length ?? 0) <= pagesAskedAgain;
}

/** Every list, as `change` makes it. */
export function changeLists(queries: QueryClient, change: (data: MediaPages) => MediaPages): void {
  queries.setQueriesData<MediaPages>({ queryKey: mediaKeys.lists }, (data) =>
    data ? change(data) : data,
  );
}

/** Puts a media as it is now into the lists that hold it. */
export function showInLists(queries: QueryClient, media: Media): void {
  changeLists(queries, (data) => changedIn(data, new Set([media.id]), () => media));
}

/** Has the lists show what is new: a short one is loaded again, of a long one its beginning. */
export async function refreshLists(queries: QueryClient): Promise<void> {
  const lists = queries.getQueryCache().findAll({ queryKey: mediaKeys.lists });
  const long = lists.filter(({ state }) => !isShort(state.data as MediaPages | undefined));
  const isLong = new Set(long.map(({ queryHash }) => queryHash));
  // What cannot be asked now is asked with the next news.
  await Promise.allSettled([
    queries.invalidateQueries({
      queryKey: mediaKeys.lists,
      predicate: ({ queryHash }) => !isLong.has(queryHash),
    }),
    ...long
      .filter((query) => query.isActive())
      .map(({ queryKey }) => refreshStart(queries, String(queryKey.at(-1)))),
  ]);
}

async function refreshStart(queries: QueryClient, search: string): Promise<void> {
  const queryKey = mediaKeys.list(search);
  const fresh = await getMediaPage(search, null);
  const data = queries.getQueryData<MediaPages>(queryKey);
  const joined = data && withFreshStart(data, fresh);
  if (joined) queries.setQueryData(queryKey, joined);
  else await queries.resetQueries({ queryKey });
}

/**
 * Follows those of a list that are sent or processed. One small question for all of them, as a stream
 * for each card would take every connection; what ended is asked for whole.
 */
export function useFollowedMedia(files: readonly Media[]): void {
  const queries = useQueryClient();
  const latest = useRef(files);
  useEffect(() => {
    latest.current = files;
  });
  const paceMs = paceOf(files);
  useQuery({
    queryKey: mediaKeys.states,
    queryFn: async () => {
      await followOnce(queries, latest.current.filter(isMoving).slice(0, statesAtOnce));
      return null;
    },
    enabled: paceMs !== false,
    refetchInterval: paceMs,
    // Whoever comes back sees how it stands at once.
    staleTime: 0,
  });
}

function isMoving({ status }: Pick<Media, 'status'>): boolean {
  return status === 'processing' || status === 'uploading';
}

async function followOnce(queries: QueryClient, moving: Media[]): Promise<void> {
  if (moving.length === 0) return;
  const states = await getMediaStates(moving.map(({ id }) => id));
  const ended = moving.filter(({ id, status }) => hasEnded(status, states.get(id)));
  changeLists(queries, (data) =>
    changedIn(data, new Set(states.keys()), (media) => withState(media, states.get(media.id))),
  );
  await Promise.all(ended.map(({ id }) => showNow(queries, id)));
}

/** Also when it is gone, or when what was sent is processed by now: it has another picture, or none. */
function hasEnded(before: Media['status'], state: MediaEvent | undefined): boolean {
  return state?.status !== before;
}

function withState(media: Media, state: MediaEvent | undefined): Media {
  if (!state || (state.status === media.status && state.progress === media.progress)) return media;
  const { status, progress, failure } = state;
  return { ...media, status, progress, failure: failure ?? undefined };
}

async function showNow(queries: QueryClient, id: string): Promise<void> {
  try {
    showInLists(queries, await getMedia(id));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    changeLists(queries, (data) => withoutMedia(data, new Set([id])));
  }
}
