// Which records of a page are selected, and how presses change that.

export type Selection = {
  ids: ReadonlySet<string>;
  /** The last one pressed: where a range begins. */
  anchor: string | null;
};

export const nothing: Selection = { ids: new Set(), anchor: null };

/**
 * What a press on one of the `shown` does. A range gives all from the anchor to it what the press
 * gives that one.
 */
export function toggled(
  { ids, anchor }: Selection,
  id: string,
  shown: readonly string[],
  isRange: boolean,
): Selection {
  const next = new Set(ids);
  const isWanted = !ids.has(id);
  for (const each of isRange ? between(shown, anchor, id) : [id]) {
    if (isWanted) next.add(each);
    else next.delete(each);
  }
  return { ids: next, anchor: id };
}

/** All that are shown; none when all are already. */
export function allToggled({ ids }: Selection, shown: readonly string[]): Selection {
  return shown.every((id) => ids.has(id)) ? nothing : { ids: new Set(shown), anchor: null };
}

function between(shown: readonly string[], anchor: string | null, id: string): readonly string[] {
  const ends = [anchor === null ? -1 : shown.indexOf(anchor), shown.indexOf(id)];
  if (ends.includes(-1)) return [id];
  return shown.slice(Math.min(...ends), Math.max(...ends) + 1);
}
