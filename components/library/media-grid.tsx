'use client';
// Files as cards or as rows, of which those in sight are drawn; chosen and opened by mouse and keys.
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { LibraryView } from '#lib/shared/library-view.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { indexAfterKey } from './list-keys.ts';
import { MediaCard } from './media-card.tsx';
import { MediaRow } from './media-row.tsx';
import type { Choice } from './use-selection.ts';
import { type Cell, cellStyle, useVirtualGrid } from './use-virtual-grid.ts';

const columns = 'grid grid-cols-[repeat(var(--columns),minmax(0,1fr))]';
export const gridClasses = {
  grid: `${columns} gap-3 [--columns:2] sm:gap-4 sm:[--columns:3] lg:[--columns:4]`,
  list: `${columns} gap-1.5 [--columns:1]`,
} as const;

/** Cards that may be seen before anything is scrolled. */
const seenAtFirst = 12;
/** So many rows before the end, what follows is asked for. */
const rowsAhead = 6;
/** So many files that are still to come have their place already: who scrolls faster than they come sees that. */
const placesAhead = 480;

type MediaGridProps = {
  files: readonly Media[];
  /** How many there are, here or not yet. */
  count: number;
  /** Whether what is not here yet will come as one scrolls. */
  isGrowing: boolean;
  view: LibraryView;
  choice: Choice;
  /** The one that is looked at: it is kept in sight, and the keyboard goes on there. */
  openedId: string | null;
  onOpen: (id: string) => void;
  /** Called when the end comes into sight. */
  onNearEnd: () => void;
};

export function MediaGrid(props: MediaGridProps) {
  const { files, count, isGrowing, view, choice, openedId, onOpen, onNearEnd } = props;
  const t = useTranslations('library');
  const hintId = useId();
  const list = useRef<HTMLUListElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const active = Math.max(
    0,
    files.findIndex(({ id }) => id === (openedId ?? activeId)),
  );
  const places = isGrowing
    ? Math.max(files.length, Math.min(count, files.length + placesAhead))
    : files.length;
  const grid = useVirtualGrid(list, { count: places, keep: active });
  const { columns, rowsInSight, lastRow } = grid;

  useEffect(() => {
    if ((lastRow + rowsAhead) * columns >= files.length) onNearEnd();
  }, [lastRow, columns, files.length, onNearEnd]);

  // What cards are told stays the same function: of a long list none is drawn again for it.
  const latest = useRef({ choice, onOpen, files, grid });
  useEffect(() => {
    latest.current = { choice, onOpen, files, grid };
  });

  // What was turned to in the drawer is where the list goes on; that it grows moves nothing.
  useEffect(() => {
    if (!openedId) return;
    setActiveId(openedId);
    const { files, grid } = latest.current;
    const index = files.findIndex(({ id }) => id === openedId);
    if (index >= 0) grid.scrollTo(index);
  }, [openedId]);

  const focusWanted = useRef<'[data-opens]' | '[data-selects]' | null>(null);
  useEffect(() => {
    if (!focusWanted.current || !activeId) return;
    const card = cardOf(list.current, activeId);
    card?.querySelector<HTMLElement>(focusWanted.current)?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
    focusWanted.current = null;
  }, [activeId]);

  const press = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const index = files.findIndex(({ id }) => id === target.closest('li')?.dataset.mediaId);
    if (index < 0) return;
    if (event.key === 'Escape' && choice.count > 0) {
      choice.clear();
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      choice.choose(files.map(({ id }) => id));
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
      const next = indexAfterKey(event.key, index, { count: files.length, columns, rowsInSight });
      const to = next === null ? undefined : files[next];
      const from = files[index];
      if (!to || !from) return;
      if (event.shiftKey) choice.stretch({ from: from.id, to: to.id });
      if (to !== from) {
        focusWanted.current = target.matches('[data-selects]') ? '[data-selects]' : '[data-opens]';
        setActiveId(to.id);
      }
    } else {
      return;
    }
    event.preventDefault();
  };

  const open = useCallback(({ id }: Media) => {
    setActiveId(id);
    latest.current.onOpen(id);
  }, []);
  const select = useCallback(({ id }: Media, { isStretch }: { isStretch: boolean }) => {
    setActiveId(id);
    const { choice } = latest.current;
    if (isStretch) choice.stretch({ from: id, to: id });
    else choice.toggle(id);
  }, []);
  const File = view === 'grid' ? MediaCard : MediaRow;
  return (
    <>
      <p id={hintId} hidden>
        {t('keysHint')}
      </p>
      <ul
        ref={list}
        aria-label={t('files')}
        aria-describedby={hintId}
        data-choosing={choice.count > 0 || undefined}
        onKeyDown={press}
        style={grid.listStyle}
        className={`group/list ${gridClasses[view]}`}
      >
        {grid.cells.map(({ index, row, column }) => {
          const media = files[index];
          if (!media) return <Place key={`place-${index}`} {...{ index, row, column }} />;
          return (
            <File
              key={media.id}
              {...{ media, index, count, row, column }}
              isSelected={choice.has(media.id)}
              isTabStop={index === active}
              isFirst={index < seenAtFirst}
              onOpen={open}
              onSelect={select}
            />
          );
        })}
      </ul>
    </>
  );
}

/** Of a file that is still to come. */
function Place(cell: Cell) {
  return (
    <li aria-hidden style={cellStyle(cell)} className="min-h-16">
      <Skeleton className="h-full rounded-lg" />
    </li>
  );
}

/** The card of a file, where it is drawn. */
export function cardOf(list: ParentNode | null, id: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-media-id="${CSS.escape(id)}"]`) ?? null;
}

/** Where the Tab key stops in the list. */
export function tabStop(list: ParentNode): HTMLElement | null {
  return list.querySelector<HTMLElement>('[data-opens][tabindex="0"]');
}
