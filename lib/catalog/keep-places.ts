// A new order of what is seen, in which what is not seen keeps its place.
import 'server-only';

/**
 * `wanted`, with each of the `hidden` behind whatever it stood behind `before`: the nearest of its
 * predecessors that is still there, or at the beginning.
 */
export function keepPlaces(
  wanted: readonly string[],
  { before, hidden }: { before: readonly string[]; hidden: ReadonlySet<string> },
): string[] {
  const order = [...wanted];
  before.forEach((id, place) => {
    if (!hidden.has(id) || order.includes(id)) return;
    const predecessor = before.slice(0, place).findLast((earlier) => order.includes(earlier));
    order.splice(predecessor === undefined ? 0 : order.indexOf(predecessor) + 1, 0, id);
  });
  return order;
}
