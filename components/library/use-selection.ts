'use client';
// The files that are chosen in the library.
import { useMemo, useState } from 'react';
import type { Media } from '#lib/shared/schemas/media.ts';
import { chosen, nothingChosen, stretched, toggled } from './selection.ts';

export type Choice = {
  /** Those that are chosen and in the list. */
  files: readonly Media[];
  count: number;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** From where a stretch was begun, else from `from`. */
  stretch: (ends: { from: string; to: string }) => void;
  choose: (ids: readonly string[]) => void;
  clear: () => void;
};

/** What is not in the list (any more) does not count: nothing is done to what nobody sees. */
export function useSelection(files: readonly Media[]): Choice {
  const [selection, setSelection] = useState(nothingChosen);
  const { ids } = selection;
  const present = useMemo(
    () => (ids.size === 0 ? [] : files.filter(({ id }) => ids.has(id))),
    [files, ids],
  );
  return {
    files: present,
    count: present.length,
    has: (id) => ids.has(id),
    toggle: (id) => setSelection((before) => toggled(before, id)),
    stretch: (ends) =>
      setSelection((before) =>
        stretched(
          before,
          files.map(({ id }) => id),
          ends,
        ),
      ),
    choose: (wanted) => setSelection(chosen(wanted)),
    clear: () => setSelection(nothingChosen),
  };
}
