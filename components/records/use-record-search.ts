'use client';
// What is asked of the list on this page, and how to ask for something else.
import { usePathname, useSearchParams } from 'next/navigation';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { changedSearch, readSearch } from './record-search.ts';

export function useRecordSearch(noun: Noun) {
  const pathname = usePathname();
  const search = readSearch(noun, new URLSearchParams(useSearchParams()));

  /** Changes the address without asking the server for the page: the list asks for itself. */
  const change = (changes: Record<string, string>) => {
    // What is drawn may be a step behind, and a change made on top of it would take the step back.
    const now = readSearch(noun, new URLSearchParams(window.location.search));
    const next = changedSearch(now, changes).toString();
    window.history.replaceState(null, '', next ? `${pathname}?${next}` : pathname);
  };
  return { search, change };
}
