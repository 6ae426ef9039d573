'use client';
// The files that are chosen in the library.
import { useMemo, useState } from 'react';
import type { Media } from '#lib/shared/schemas/media.ts';
import { chosen, nothingChosen, type Selection, stretched, toggled } from './selection.ts';

export type Choice = {
  /** Those that are chosen and in the list. */
  files: readonly Media[];
  count: number;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** From where a stretch was begun, else from `from`. */
  stretch: (ends: { from: string; to: string }) => void;
  choose: (ids: readonly string[]) => void;
  /** Whether all that match are chosen, also those that are not loaded. */
  isAll: boolean;
  chooseAll: () => void;
  clear: () => void;
};

/** Of which list; `count` are all that match, loaded or not. */
type Chosen = { files: readonly Media[]; count: number; search: string };

/**
 * What is not in the list (any more) does not count: nothing is done to what nobody sees. Only who
 * asks for all that match gets them all, until something else is looked for (`search`).
 */
export function useSelection({ files, count, search }: Chosen): Choice {
  const [selection, setSelection] = useState(nothingChosen);
  const [allOf, setAllOf] = useState<string | null>(null);
  const isAll = allOf === search;
  const { ids } = selection;
  const present = useMemo(() => {
    if (isAll) return files;
    return ids.size === 0 ? [] : files.filter(({ id }) => ids.has(id));
  }, [files, ids, isAll]);
  const order = () => files.map(({ id }) => id);
  const change = (next: (before: Selection) => Selection) => {
    setAllOf(null);
    setSelection((before) => next(isAll ? chosen(order()) : before));
  };
  return {
    files: present,
    count: isAll ? count : present.length,
    has: (id) => isAll || ids.has(id),
    toggle: (id) => change((before) => toggled(before, id)),
    stretch: (ends) => change((before) => stretched(before, order(), ends)),
    choose: (wanted) => change(() => chosen(wanted)),
    clear: () => change(() => nothingChosen),
    isAll,
    chooseAll: () => setAllOf(search),
  };
}
