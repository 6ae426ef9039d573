'use client';
// The name of the file behind a tile.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { mediaKeys } from '#lib/client/media-keys.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { Tile } from './use-tiles.ts';

/** Answers a function; a file that is being looked up has no name of its own for a moment. */
export function useNameOf(): (tile: Tile | undefined) => string {
  const t = useTranslations('fileManager');
  const queries = useQueryClient();
  return useCallback(
    (tile) => {
      if (tile?.upload) return tile.upload.fileName;
      const media = tile?.mediaId && queries.getQueryData<Media>(mediaKeys.one(tile.mediaId));
      return media ? media.fileName : t('unnamed');
    },
    [queries, t],
  );
}
