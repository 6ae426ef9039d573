'use client';
// Of a long list, the cards in sight: a CSS grid says how many stand in a row and how high they are.
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type RefObject, useLayoutEffect, useState } from 'react';

/** What is drawn before anybody knows the size of the screen, on the server for one. */
const drawnAtFirst = 24;
const rowsBeyondSight = 3;

type Shape = {
  columns: number;
  rowHeight: number;
  gap: number;
  /** From the top of the page to the list. */
  top: number;
};

export type Cell = { index: number; row?: number; column?: number };

type VirtualGrid = {
  columns: number;
  rowsInSight: number;
  /** The last row that is drawn, counted from 0. */
  lastRow: number;
  listStyle: CSSProperties | undefined;
  cells: Cell[];
  scrollTo: (index: number) => void;
};

/**
 * The list is measured where it stands, so its looks are up to CSS: `--columns` says how many stand in a
 * row, and every card is as high as the first. `keep` is drawn wherever one scrolls, as it has the focus.
 */
export function useVirtualGrid(
  list: RefObject<HTMLElement | null>,
  { count, keep }: { count: number; keep: number },
): VirtualGrid {
  const shape = useShape(list);
  const { columns, rowHeight, gap, top } = shape ?? { columns: 1, rowHeight: 1, gap: 0, top: 0 };
  const rows = Math.ceil(count / columns);
  const keptRow = Math.min(Math.floor(keep / columns), rows - 1);
  const virtualizer = useWindowVirtualizer({
    count: rows,
    estimateSize: () => rowHeight,
    gap,
    scrollMargin: top,
    overscan: rowsBeyondSight,
    enabled: shape !== null,
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      if (keptRow < 0 || inSight.includes(keptRow)) return inSight;
      return [...inSight, keptRow].sort((a, b) => a - b);
    },
    // React would be made to draw in the middle of its own work.
    useFlushSync: false,
  });
  // It goes on with the sizes it was told first, unless it is told that they are others.
  useLayoutEffect(() => {
    if (rowHeight > 0 && gap >= 0 && columns > 0) virtualizer.measure();
  }, [virtualizer, rowHeight, gap, columns]);

  const drawn = shape ? virtualizer.getVirtualItems() : [];
  const common = {
    columns,
    rowsInSight: rowsInSight(virtualizer.scrollRect?.height, rowHeight + gap),
  };
  if (!shape || drawn.length === 0) {
    const cells = Array.from({ length: Math.min(count, drawnAtFirst) }, (_, index) => ({ index }));
    return { ...common, cells, lastRow: 0, listStyle: undefined, scrollTo: () => {} };
  }
  const cells = drawn.flatMap(({ index: row }) =>
    Array.from({ length: Math.min(columns, count - row * columns) }, (_, column) => ({
      index: row * columns + column,
      ...{ row, column },
    })),
  );
  return {
    ...common,
    cells,
    lastRow: virtualizer.range?.endIndex ?? 0,
    listStyle: {
      height: rows * (rowHeight + gap) - gap,
      gridAutoRows: `${rowHeight}px`,
      alignContent: 'start',
    },
    scrollTo: (index) => virtualizer.scrollToIndex(Math.floor(index / columns), { align: 'auto' }),
  };
}

/** Where a card stands, so that those that are not drawn leave their room. */
export function cellStyle({ row, column }: Cell): CSSProperties | undefined {
  if (row === undefined || column === undefined) return undefined;
  return { gridArea: `${row + 1} / ${column + 1}` };
}

function useShape(list: RefObject<HTMLElement | null>): Shape | null {
  const [shape, setShape] = useState<Shape | null>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const next = list.current && shapeOf(list.current);
      if (next) setShape((before) => (before && isSame(before, next) ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (list.current) observer.observe(list.current);
    // What stands above it may grow.
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return shape;
}

function shapeOf(list: HTMLElement): Shape | null {
  const card = list.firstElementChild;
  if (!card) return null;
  const style = getComputedStyle(list);
  return {
    // Not from its tracks: cards that were placed while there were more make more of them.
    columns: Number.parseInt(style.getPropertyValue('--columns'), 10) || 1,
    rowHeight: card.getBoundingClientRect().height,
    gap: Number.parseFloat(style.rowGap) || 0,
    top: Math.round(list.getBoundingClientRect().top + window.scrollY),
  };
}

function isSame(a: Shape, b: Shape): boolean {
  return (
    a.columns === b.columns &&
    Math.abs(a.rowHeight - b.rowHeight) < 0.1 &&
    a.gap === b.gap &&
    a.top === b.top
  );
}

function rowsInSight(screenHeight: number | undefined, rowHeight: number): number {
  return Math.max(1, Math.floor((screenHeight ?? 0) / rowHeight));
}
