'use client';
// Keeps the keyboard in a list whose buttons and rows come and go.
import { type RefObject, useEffect, useRef } from 'react';

/** A row of the list: an element with `data-row` (its key) and `data-index`. */
export type HeldRow = { key: string; index: number };

/**
 * Answers the row the keyboard is in, or was before a dialog it opened. When the element with the
 * focus is taken away, its row gets it, or the row that took its place, or the list when it is empty.
 */
export function useHeldFocus(list: RefObject<HTMLElement | null>): RefObject<HeldRow | null> {
  const held = useRef<HeldRow | null>(null);

  useEffect(() => {
    const follow = ({ target }: Event) => {
      const element = list.current;
      if (!(target instanceof Element) || !element) return;
      if (element.contains(target)) held.current = rowOf(target);
      else if (!isInDialogAbove(target, element)) held.current = null;
    };
    document.addEventListener('focusin', follow);
    // A press on nothing in particular takes the focus away without giving it to anything.
    document.addEventListener('pointerdown', follow);
    return () => {
      document.removeEventListener('focusin', follow);
      document.removeEventListener('pointerdown', follow);
    };
  }, [list]);

  // After every drawing: any of them may have taken the focused element away.
  useEffect(() => {
    const element = list.current;
    if (!element || !held.current || document.activeElement !== document.body) return;
    (findRow(element, held.current) ?? element).focus({ preventScroll: true });
  });

  return held;
}

function rowOf(target: Element): HeldRow | null {
  const { row: key, index } = target.closest<HTMLElement>('[data-row]')?.dataset ?? {};
  return key === undefined ? null : { key, index: Number(index) };
}

function findRow(list: HTMLElement, { key, index }: HeldRow): HTMLElement | undefined {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  return (
    rows.find(({ dataset }) => dataset.row === key) ??
    rows.find(({ dataset }) => Number(dataset.index) === index) ??
    rows.at(-1)
  );
}

function isInDialogAbove(target: Element, list: Element): boolean {
  const dialog = target.closest('[role=dialog],[role=alertdialog]');
  return dialog !== null && !dialog.contains(list);
}
