// Which files of a list are chosen, and how clicks and keys change that.

export type Selection = {
  ids: ReadonlySet<string>;
  /** Where a stretch begins that Shift draws; null when nothing was chosen yet. */
  anchorId: string | null;
  /** What was chosen before the stretch that is being drawn. */
  base: ReadonlySet<string>;
};

const none: ReadonlySet<string> = new Set();
export const nothingChosen: Selection = { ids: none, anchorId: null, base: none };

/** Chosen or not: the other one. A stretch begins there. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchorId: id, base: next };
}

/**
 * Everything from where the stretch began up to `id`, beside what was chosen before it; `order` holds
 * the ids of the list. Drawn back again, it gets shorter. With no beginning, it begins at `from`.
 */
export function stretched(
  { anchorId, base }: Selection,
  order: readonly string[],
  { from, to }: { from: string; to: string },
): Selection {
  const start = anchorId !== null && order.includes(anchorId) ? anchorId : from;
  const ends = [order.indexOf(start), order.indexOf(to)].sort((a, b) => a - b);
  const [first = 0, last = 0] = ends;
  const ids = new Set([...base, ...order.slice(Math.max(0, first), last + 1)]);
  return { ids, anchorId: start, base };
}

export function chosen(ids: readonly string[]): Selection {
  const all = new Set(ids);
  return { ids: all, anchorId: null, base: all };
}
