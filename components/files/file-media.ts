'use client';
// What is known of the file behind a tile, and following it for as long as its form is there.
import { useQuery } from '@tanstack/react-query';
import { mediaQuery, useLiveMedia } from '#lib/client/media.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

type FileMedia = { media: Media | undefined; error: Error | null };

/** Nothing is known while the server does not have the file. `FollowMedia` keeps it up to date. */
export function useFileMedia(mediaId: string | null): FileMedia {
  const { data: media, error } = useQuery({
    ...mediaQuery(mediaId ?? ''),
    enabled: mediaId !== null,
  });
  return { media, error };
}

/** Draws nothing. One for each media, however many look at it: each of them would ask as often. */
export function FollowMedia({ id, known }: { id: string; known: Media | undefined }) {
  useLiveMedia(id, known);
  return null;
}
