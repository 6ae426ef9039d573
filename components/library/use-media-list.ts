'use client';
// The list of the library: its pages in one row, followed while something goes on.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { mediaListQuery } from '#lib/client/media.ts';
import { isShort, refreshLists, useFollowedMedia } from '#lib/client/media-lists.ts';
import type { MediaPage } from '#lib/client/media-pages.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { useRefreshOnUploads } from './use-refresh-on-uploads.ts';

/** The first page as the server sent it along, and what it answers. */
export type FirstPage = { search: string; page: MediaPage };

export type MediaList = ReturnType<typeof useMediaList>;

const noFiles: readonly Media[] = [];

export function useMediaList(search: string, first: FirstPage | null) {
  const queries = useQueryClient();
  const known = first?.search === search ? first.page : undefined;
  const list = useInfiniteQuery(mediaListQuery(search, known));
  const { data, fetchNextPage, hasNextPage, isFetching } = list;
  const pages = data?.pages;
  const files = useMemo(() => pages?.flatMap(({ results }) => results) ?? noFiles, [pages]);
  useRefreshOnUploads();
  useFollowedMedia(files);

  // A long list that was left and is come back to shows what is new at its beginning.
  const isLongAlready = data !== undefined && !isShort(data);
  useEffect(() => {
    if (isLongAlready) void refreshLists(queries);
  }, [isLongAlready, queries]);

  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return {
    search,
    files,
    count: pages?.at(-1)?.count ?? files.length,
    isPending: list.isPending,
    isThere: data !== undefined,
    isPlaceholder: list.isPlaceholderData,
    isRefetching: list.isRefetching,
    error: list.error,
    hasMore: hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore,
    retry: () => void list.refetch(),
  };
}
