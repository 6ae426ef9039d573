// A media in the browser, kept up to date while it is processed.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Media } from '#lib/shared/schemas/media.ts';
import { filmKeys } from './films.ts';
import { watchMedia } from './media-events.ts';
import { getMedia, reprocessMedia } from './media-requests.ts';

export const mediaKeys = { one: (id: string) => ['media', id] as const };

function mediaQuery(id: string) {
  return queryOptions({
    queryKey: mediaKeys.one(id),
    queryFn: ({ signal }) => getMedia(id, signal),
  });
}

type LiveMedia = { media: Media | undefined; stage: string | null; error: Error | null };

/** The media as it is right now. `known` is what the page already has of it. */
export function useLiveMedia(id: string, known?: Media): LiveMedia {
  const queries = useQueryClient();
  const { data: media, error } = useQuery({ ...mediaQuery(id), initialData: known });
  const [stage, setStage] = useState<string | null>(null);
  const isMoving = media?.status === 'processing' || media?.status === 'uploading';

  useEffect(() => {
    if (!isMoving) return;
    return watchMedia(id, {
      onEvent: ({ status, progress, stage, failure }) => {
        setStage(stage);
        queries.setQueryData<Media>(mediaKeys.one(id), (media) =>
          media ? { ...media, status, progress, failure: failure ?? undefined } : media,
        );
        // Its addresses and facts come with the whole media, and films show them too.
        if (status === 'ready' || status === 'failed') {
          void queries.invalidateQueries({ queryKey: mediaKeys.one(id) });
          void queries.invalidateQueries({ queryKey: filmKeys.all });
        }
      },
      onGone: () => void queries.invalidateQueries({ queryKey: mediaKeys.one(id) }),
    });
  }, [id, isMoving, queries]);

  return { media, stage, error };
}

export function useReprocessMedia() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: reprocessMedia,
    onSuccess: (media) => {
      queries.setQueryData(mediaKeys.one(media.id), media);
      return queries.invalidateQueries({ queryKey: filmKeys.all });
    },
  });
}
