// Which fields of a form are not what they were.

export type Changed<Fields> = Partial<Record<keyof Fields, true>>;

/** The fields in which `now` differs from `before`, by content. */
export function changedFields<Fields extends object>(before: Fields, now: Fields): Changed<Fields> {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]) as Set<keyof Fields>;
  const changed = [...names].filter((name) => !isSame(before[name], now[name]));
  return Object.fromEntries(changed.map((name) => [name, true])) as Changed<Fields>;
}

/** Values of a form are plain data; what is left out and `undefined` are the same. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one, other] as Record<string, unknown>[];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(left?.[name], right?.[name]));
}

/** What a `PATCH` carries: the changed fields of `input`, and the version they were changed from. */
export function patchOfChanged<Fields, Patch>(
  input: object,
  changed: Changed<Fields>,
  version: number,
): Patch {
  const kept = Object.entries(input).filter(([name]) => name in changed);
  return { ...Object.fromEntries(kept), version } as Patch;
}
