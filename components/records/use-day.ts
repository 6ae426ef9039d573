'use client';
// Writes days on pages the server draws, which does not know where its reader is.
import { useLocale } from 'next-intl';
import { formatDate } from '#lib/client/format.ts';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';

/** In the reader's time zone as soon as the browser has taken over, in that of nobody till then. */
export function useDay(): (isoTime: string) => string {
  const locale = useLocale();
  const isHydrated = useIsHydrated();
  return (isoTime) => formatDate(isoTime, locale, isHydrated ? undefined : 'UTC');
}
