// Where a key leads in a grid that is filled row by row.

type Spot = { index: number; count: number; columns: number };

/** Null for a key that leads nowhere in a grid. At an edge one stays where one is. */
export function nextIndex(key: string, { index, count, columns }: Spot): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return index >= columns ? index - columns : index;
    case 'ArrowDown': {
      const isInLastRow = Math.floor(index / columns) === Math.floor(last / columns);
      return isInLastRow ? index : Math.min(last, index + columns);
    }
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
