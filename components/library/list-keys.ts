// Where the arrow keys lead in a list of rows and columns.

export type ListShape = {
  count: number;
  columns: number;
  /** How many rows fit on the screen. */
  rowsInSight: number;
};

/** The index after that key; null for a key that leads nowhere. It stays within the list. */
export function indexAfterKey(
  key: string,
  index: number,
  { count, columns, rowsInSight }: ListShape,
): number | null {
  const page = Math.max(1, rowsInSight - 1) * columns;
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -page,
    PageDown: page,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined || count === 0) return null;
  const wanted = index + step;
  // Up and down keep their column; where there is none, the key does nothing.
  const isOneRow = key === 'ArrowUp' || key === 'ArrowDown';
  if (isOneRow && (wanted < 0 || wanted >= count)) return onLastRow(index, wanted, count, columns);
  return Math.min(Math.max(wanted, 0), count - 1);
}

/** From above a last row that is not full, down leads to its end. */
function onLastRow(index: number, wanted: number, count: number, columns: number): number {
  const lastRow = Math.floor((count - 1) / columns);
  const canGoDown = wanted >= count && Math.floor(index / columns) < lastRow;
  return canGoDown ? count - 1 : index;
}
