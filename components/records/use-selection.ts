'use client';
// The selected ones among the records that are shown.
import { useEffect, useMemo, useState } from 'react';
import { allToggled, nothing, toggled } from './selection.ts';

/** `shown` are the ids on the page, in order. What is not shown any more is not selected any more. */
export function useSelection(shown: readonly string[]) {
  const [selection, setSelection] = useState(nothing);
  const ids = useMemo(
    () => new Set(shown.filter((id) => selection.ids.has(id))),
    [shown, selection],
  );
  const isAny = ids.size > 0;

  useEffect(() => {
    if (!isAny) return;
    const onKeyDown = (event: KeyboardEvent) => {
      // What is open above the list closes first.
      if (event.key === 'Escape' && !event.defaultPrevented) setSelection(nothing);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isAny]);

  return {
    ids,
    toggle: (id: string, isRange: boolean) =>
      setSelection(({ anchor }) => toggled({ ids, anchor }, id, shown, isRange)),
    toggleAll: () => setSelection(({ anchor }) => allToggled({ ids, anchor }, shown)),
    clear: () => setSelection(nothing),
  };
}
