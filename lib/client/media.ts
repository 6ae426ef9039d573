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
import { mediaKeys } from './media-keys.ts';
import { changeLists, isShort, refreshLists, showInLists } from './media-lists.ts';
import { cursorAfter, getMediaPage, type MediaPage, withoutMedia } from './media-pages.ts';
import {
  changeMedia,
  deleteMedia,
  getMedia,
  getMediaUses,
  getRenditions,
  reprocessMedia,
} from './media-requests.ts';
import { recordsKey } from './record-keys.ts';

/**
 * Page after page. `search` is the query string of the API: conditions and order. A long list is not
 * loaded again as a whole: see media-lists.ts. `first` is the first page, where the server sent it
 * along.
 */
export function mediaListQuery(search: string, first?: MediaPage) {
  return infiniteQueryOptions({
    queryKey: mediaKeys.list(search),
    queryFn: ({ pageParam, signal }) => getMediaPage(search, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: cursorAfter,
    placeholderData: keepPreviousData,
    refetchOnMount: ({ state }) => isShort(state.data),
    refetchOnWindowFocus: ({ state }) => isShort(state.data),
    refetchOnReconnect: ({ state }) => isShort(state.data),
    ...(first ? { initialData: { pages: [first], pageParams: [null] as (string | null)[] } } : {}),
  });
}

/** `known` is what the page already has of it. */
export function mediaQuery(id: string, known?: Media) {
  return queryOptions({
    queryKey: mediaKeys.one(id),
    queryFn: ({ signal }) => getMedia(id, signal),
    ...(known ? { initialData: known } : {}),
  });
}

type Pace = Pick<WatchedEvent, 'stage' | 'secondsLeft'>;
type LiveMedia = Pace & { media: Media | undefined; error: Error | null };

const unknownPace: Pace = { stage: null, secondsLeft: null };

/** The media as it is right now. `known` is what the page already has of it. */
export function useLiveMedia(id: string, known?: Media): LiveMedia {
  const queries = useQueryClient();
  const { data: media, error } = useQuery(mediaQuery(id, known));
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
          void refreshLists(queries);
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

/** What uses the media, and how much does. */
export function useMediaUses(id: string) {
  return useQuery({
    queryKey: mediaKeys.uses(id),
    queryFn: ({ signal }) => getMediaUses(id, signal),
  });
}

export function useReprocessMedia() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...wish }: Reprocess & { id: string }) => reprocessMedia(id, wish),
    onSuccess: (media) => {
      void queries.invalidateQueries({ queryKey: mediaKeys.renditions(media.id) });
      queries.setQueryData(mediaKeys.one(media.id), media);
      showInLists(queries, media);
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
      showInLists(queries, media);
      void refreshLists(queries);
      void queries.invalidateQueries({ queryKey: recordsKey });
    },
    onError: (error, { id }) => {
      if (!(error instanceof AppError) || error.code !== 'conflict') return;
      return queries.invalidateQueries({ queryKey: mediaKeys.one(id) });
    },
  });
}

/** Fails with AppError `conflict` while something uses the media, unless `isForced`. */
export function useDeleteMedia({ isForced = false } = {}) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteMedia(id, { isForced }),
    onSuccess: (_, id) => {
      // Whoever still shows it, and is about to close, does not ask for it again.
      const queryKey = mediaKeys.one(id);
      queries.removeQueries({ queryKey, type: 'inactive' });
      void queries.invalidateQueries({ queryKey, refetchType: 'none' });
      changeLists(queries, (data) => withoutMedia(data, new Set([id])));
      void refreshLists(queries);
      // What used it stays, without it.
      if (isForced) void queries.invalidateQueries({ queryKey: recordsKey });
    },
  });
}
