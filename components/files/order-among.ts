// Puts something where an order has it, among others of which some may be missing.

/** Behind the nearest of those before it, else ahead of the nearest after it; the end when the order does not say. */
export function indexAmong(
  others: readonly (string | null)[],
  id: string,
  order: readonly string[],
): number {
  const at = order.indexOf(id);
  if (at < 0) return others.length;
  const before = order.slice(0, at).findLast((each) => others.includes(each));
  if (before !== undefined) return others.indexOf(before) + 1;
  const after = order.slice(at + 1).find((each) => others.includes(each));
  return after === undefined ? others.length : others.indexOf(after);
}

/** The ids with one more, where the order has it; one that is there already stays where it is. */
export function withAmong(
  ids: readonly string[],
  id: string,
  order: readonly string[],
): readonly string[] {
  return ids.includes(id) ? ids : ids.toSpliced(indexAmong(ids, id, order), 0, id);
}
