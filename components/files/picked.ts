// Picks files one by one, up to a limit.

type Identified = { id: string };

/**
 * The files after a press on one: without it, or with it at the end. Where only one fits (`isSole`),
 * it replaces the other; where there is no room left, nothing changes.
 */
export function picked<Item extends Identified>(
  before: readonly Item[],
  one: Item,
  { room, isSole }: { room: number; isSole: boolean },
): readonly Item[] {
  if (before.some(({ id }) => id === one.id)) return before.filter(({ id }) => id !== one.id);
  if (isSole) return [one];
  return before.length < room ? [...before, one] : before;
}
