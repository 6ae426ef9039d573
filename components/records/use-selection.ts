'use client';
// The selected ones among the records that are shown.
import { useEffect, useMemo, useState } from 'react';
import { allToggled, nothing, type Selection, toggled } from './selection.ts';

/**
 * `shown` are the ids on the page, in order. What is not shown any more is not selected any more,
 * unless all that match are: that holds until something else is looked for (`search`).
 */
export function useSelection(shown: readonly string[], search: string) {
  const [selection, setSelection] = useState(nothing);
  const [allOf, setAllOf] = useState<string | null>(null);
  const isAll = allOf === search;
  const ids = useMemo(
    () => new Set(isAll ? shown : shown.filter((id) => selection.ids.has(id))),
    [shown, selection, isAll],
  );
  const isAny = ids.size > 0;

  useEffect(() => {
    if (!isAny) return;
    const onKeyDown = (event: KeyboardEvent) => {
      // What is open above the list closes first.
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      setAllOf(null);
      setSelection(nothing);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isAny]);

  const change = (next: (before: Selection) => Selection) => {
    setAllOf(null);
    setSelection(({ anchor }) => next({ ids, anchor }));
  };
  return {
    ids,
    /** Whether all that match are selected, on other pages, too. */
    isAll,
    selectAll: () => setAllOf(search),
    toggle: (id: string, isRange: boolean) =>
      change((before) => toggled(before, id, shown, isRange)),
    toggleAll: () => change((before) => allToggled(before, shown)),
    clear: () => change(() => nothing),
  };
}
