'use client';
// The address of the library: what is looked for, and which file is looked at.
import { usePathname, useSearchParams } from 'next/navigation';
import { useRef } from 'react';
import { filterSearch, type MediaFilter, readFilter } from './media-filter.ts';

export type LibraryAddress = {
  filter: MediaFilter;
  /** The file that is looked at. */
  openedId: string | null;
  lookFor: (changes: Partial<MediaFilter>) => void;
  /** The back button closes it again. */
  open: (id: string) => void;
  /** Another one in its place: not a step of its own for the back button. */
  turnTo: (id: string) => void;
  close: () => void;
};

/** The history of the browser is changed in place: nothing of the page has to come from the server anew. */
export function useLibraryAddress(): LibraryAddress {
  const pathname = usePathname();
  const asked = new URLSearchParams(useSearchParams());
  const filter = readFilter(asked);
  // What is drawn may be a step behind, and a change made on top of it would take the step back.
  const filterNow = () => readFilter(new URLSearchParams(window.location.search));
  // Only a step we made ourselves leads back to this page.
  const isOpenedHere = useRef(false);

  const addressOf = (filter: MediaFilter, mediaId?: string) => {
    const search = new URLSearchParams(filterSearch(filter));
    if (mediaId) search.set('media', mediaId);
    return search.size > 0 ? `${pathname}?${search}` : pathname;
  };
  return {
    filter,
    openedId: idIn(asked.get('media')),
    lookFor: (changes) =>
      window.history.replaceState(null, '', addressOf({ ...filterNow(), ...changes })),
    open(id) {
      isOpenedHere.current = true;
      window.history.pushState(null, '', addressOf(filterNow(), id));
    },
    turnTo: (id) => window.history.replaceState(null, '', addressOf(filterNow(), id)),
    close() {
      if (isOpenedHere.current) window.history.back();
      else window.history.replaceState(null, '', addressOf(filterNow()));
      isOpenedHere.current = false;
    },
  };
}

/** Anybody can type an address: what cannot be an id must not become part of another one. */
function idIn(text: string | null): string | null {
  return text && /^[\w-]{1,64}$/.test(text) ? text : null;
}
