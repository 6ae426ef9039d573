'use client';
// What a file is called that this page shows or has shown, whichever version of a record has it.
import { useQueryClient } from '@tanstack/react-query';
import { mediaQuery } from '#lib/client/media.ts';

/** Answers a function from the id of a media to its name; `otherwise` for one never shown here. */
export function useFileName(otherwise: string): (mediaId: string) => string {
  const queries = useQueryClient();
  return (mediaId) => queries.getQueryData(mediaQuery(mediaId).queryKey)?.fileName ?? otherwise;
}
