// What two people changed in the same record, field by field.
import { isSame } from './changed-fields.ts';

export type Side = 'mine' | 'theirs';

export type Conflict<Fields> = {
  field: keyof Fields & string;
  mine: unknown;
  theirs: unknown;
  /** Whether both changed it; else only they did. */
  isContested: boolean;
};

/**
 * The fields in which they and I differ and which they may have changed since `base`, what this form
 * was filled from. Null: that is not known any more, then every difference counts.
 */
export function conflictsOf<Fields extends object>(
  base: Fields | null,
  mine: Fields,
  theirs: Fields,
): Conflict<Fields>[] {
  const names = Object.keys(theirs) as (keyof Fields & string)[];
  return names
    .filter((field) => !isSame(mine[field], theirs[field]))
    .filter((field) => base === null || !isSame(theirs[field], base[field]))
    .map((field) => ({
      field,
      mine: mine[field],
      theirs: theirs[field],
      isContested: base === null || !isSame(mine[field], base[field]),
    }));
}

/** My form with theirs where that was chosen. */
export function merged<Fields extends object>(
  mine: Fields,
  theirs: Fields,
  choices: Partial<Record<keyof Fields, Side>>,
): Fields {
  const names = Object.keys(theirs) as (keyof Fields)[];
  const taken = names.filter((name) => choices[name] === 'theirs');
  return { ...mine, ...Object.fromEntries(taken.map((name) => [name, theirs[name]])) };
}
