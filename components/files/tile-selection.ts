// Which tiles are selected, the way file managers do it.

export type Selection = {
  keys: ReadonlySet<string>;
  /** Where a range begins: the tile that was chosen last without one. */
  anchor: string | null;
};
export const nothingSelected: Selection = { keys: new Set(), anchor: null };

/** `toggle` adds one or takes it away (Ctrl, Cmd, a check box); `range` goes on to it (Shift). */
export type SelectMode = 'only' | 'toggle' | 'range';

/** The selection after a click on a tile. A click on the only one that is selected lets go of it. */
export function selected(
  { keys, anchor }: Selection,
  key: string,
  mode: SelectMode,
  all: readonly string[],
): Selection {
  if (mode === 'range') {
    const from = Math.max(0, anchor === null ? 0 : all.indexOf(anchor));
    const to = all.indexOf(key);
    const range = all.slice(Math.min(from, to), Math.max(from, to) + 1);
    return { keys: new Set(range), anchor: all[from] ?? key };
  }
  if (mode === 'toggle') {
    const next = new Set(keys);
    if (!next.delete(key)) next.add(key);
    return { keys: next, anchor: key };
  }
  const isTheOnly = keys.size === 1 && keys.has(key);
  return isTheOnly ? nothingSelected : { keys: new Set([key]), anchor: key };
}

export function allSelected(all: readonly string[]): Selection {
  return { keys: new Set(all), anchor: all[0] ?? null };
}

/** Without tiles that are gone; the selection itself when none is. */
export function stillThere(selection: Selection, all: readonly string[]): Selection {
  const keys = [...selection.keys].filter((key) => all.includes(key));
  if (keys.length === selection.keys.size) return selection;
  return { keys: new Set(keys), anchor: selection.anchor };
}
