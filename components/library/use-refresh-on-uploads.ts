'use client';
// Brings what was just uploaded into the lists of media.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { refreshLists } from '#lib/client/media-lists.ts';
import { useUploadOutcomes } from '#lib/client/upload/use-upload-outcomes.ts';

/** Hundreds of small files end one after the other; one look for many of them is enough. */
const pauseMs = 2_000;
/** So many at once that nobody looks for one of them. */
const many = 10;
const pauseOfManyMs = 5_000;

export function useRefreshOnUploads(): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refreshedAt = useRef(0);
  useUploadOutcomes((news) => {
    const restMs = news.length > many ? pauseOfManyMs : pauseMs;
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined;
        refreshedAt.current = Date.now();
        void refreshLists(queries);
      },
      Math.max(0, refreshedAt.current + restMs - Date.now()),
    );
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}
