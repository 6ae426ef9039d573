// Media in the browser: one, kept up to date while it is processed, and the lists of many.
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { AppError } from '#lib/shared/errors.ts';
import type { Media, Reprocess } from '#lib/shared/schemas/media.ts';
import { type WatchedEvent, watchMedia } from './media-events.ts';
import {
  cursorAfter,
  getMediaPage,
  type MediaPages,
  pollAfterMs,
  withoutMedia,
} from './media-pages.ts';
import {
  changeMedia,
  deleteMedia,
  getMedia,
  getRenditions,
  reprocessMedia,
} from './media-requests.ts';
import { recordsKey } from './record-keys.ts';

export const mediaKeys = {
  one: (id: string) => ['media', id] as const,
  /** Below the media itself: what is asked again of it is asked again of them. */
  renditions: (id: string) => ['media', id, 'renditions'] as const,
  lists: ['media', 'list'] as const,
  list: (search: string) => ['media', 'list', search] as const,
};

/** Page after page, newest first. `search` is the query string of the API: `q`, `type`, `status`. */
export function mediaListQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: mediaKeys.list(search),
    queryFn: ({ pageParam, signal }) => getMediaPage(search, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: cursorAfter,
    placeholderData: keepPreviousData,
    // Uploads change it from any page.
    staleTime: 0,
    refetchInterval: ({ state }) => pollAfterMs(state.data),
  });
}

export function mediaQuery(id: string) {
  return queryOptions({
    queryKey: mediaKeys.one(id),
    queryFn: ({ signal }) => getMedia(id, signal),
  });
}

type Pace = Pick<WatchedEvent, 'stage' | 'secondsLeft'>;
type LiveMedia = Pace & { media: Media | undefined; error: Error | null };

const unknownPace: Pace = { stage: null, secondsLeft: null };

/** The media as it is right now. `known` is what the page already has of it. */
export function useLiveMedia(id: string, known?: Media): LiveMedia {
  const queries = useQueryClient();
  const { data: media, error } = useQuery({ ...mediaQuery(id), initialData: known });
  const [pace, setPace] = useState(unknownPace);
  const isMoving = media?.status === 'processing' || media?.status === 'uploading';

  useEffect(() => {
    if (!isMoving) return;
    let knownStage: string | null = null;
    return watchMedia(id, {
      onEvent: ({ status, progress, stage, failure, secondsLeft }) => {
        setPace({ stage, secondsLeft });
        const isNewStage = stage !== knownStage;
        knownStage = stage;
        queries.setQueryData<Media>(mediaKeys.one(id), (media) =>
          media ? { ...media, status, progress, failure: failure ?? undefined } : media,
        );
        // Its addresses and facts come with the whole media, and records show them too.
        if (status === 'ready' || status === 'failed') {
          void queries.invalidateQueries({ queryKey: mediaKeys.one(id) });
          void queries.invalidateQueries({ queryKey: mediaKeys.lists });
          void queries.invalidateQueries({ queryKey: recordsKey });
        } else if (isNewStage) {
          // The step before it left something: facts, a poster, a first version to watch.
          void queries.invalidateQueries({ queryKey: mediaKeys.one(id) });
        }
      },
      onGone: () => void queries.invalidateQueries({ queryKey: mediaKeys.one(id) }),
    });
  }, [id, isMoving, queries]);

  return { media, ...pace, error };
}

/** What was made of the media, asked for once `isWanted`. */
export function useRenditions(id: string, isWanted: boolean) {
  return useQuery({
    queryKey: mediaKeys.renditions(id),
    queryFn: ({ signal }) => getRenditions(id, signal),
    enabled: isWanted,
  });
}

export function useReprocessMedia() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...wish }: Reprocess & { id: string }) => reprocessMedia(id, wish),
    onSuccess: (media) => {
      void queries.invalidateQueries({ queryKey: mediaKeys.renditions(media.id) });
      queries.setQueryData(mediaKeys.one(media.id), media);
      void queries.invalidateQueries({ queryKey: mediaKeys.lists });
      return queries.invalidateQueries({ queryKey: recordsKey });
    },
  });
}

/** Fails with AppError `conflict` when it was changed since; what is there now is loaded then. */
export function useChangeMedia() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: changeMedia,
    onSuccess: (media) => {
      queries.setQueryData(mediaKeys.one(media.id), media);
      void queries.invalidateQueries({ queryKey: mediaKeys.lists });
      void queries.invalidateQueries({ queryKey: recordsKey });
    },
    onError: (error, { id }) => {
      if (!(error instanceof AppError) || error.code !== 'conflict') return;
      return queries.invalidateQueries({ queryKey: mediaKeys.one(id) });
    },
  });
}

/** Fails with AppError `conflict` while something uses the media. */
export function useDeleteMedia() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deleteMedia,
    onSuccess: (_, id) => {
      queries.removeQueries({ queryKey: mediaKeys.one(id) });
      queries.setQueriesData<MediaPages>({ queryKey: mediaKeys.lists }, (data) =>
        data ? withoutMedia(data, id) : data,
      );
      void queries.invalidateQueries({ queryKey: mediaKeys.lists });
    },
  });
}
