'use client';
// Somebody else saved the same record first: what they changed, and making one of both.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { recordQuery } from '#lib/client/records.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { type Conflict, conflictsOf, merged, type Side } from './conflicts.ts';

export type Comparison<Fields, Saved> = {
  /** What the fields are called where two versions are compared. */
  labels?: { [Field in keyof Fields]?: string };
  /** How a value is shown there; left out: as it is. */
  describe?: (field: keyof Fields & string, value: unknown, theirs: Saved) => string;
};

type ConflictOptions<Fields, Saved> = Comparison<Fields, Saved> & {
  noun: Noun;
  fieldsOf: (saved: Saved) => Fields;
  mine: () => Fields;
  /** What the form was filled from; null when that is not known any more. */
  base: () => Fields | null;
  onMerged: (theirs: Saved, fields: Fields) => void;
};

export type ShownConflict = {
  rows: {
    field: string;
    label: string;
    mine: string;
    theirs: string;
    isContested: boolean;
  }[];
  /** Makes one of both and saves it. */
  resolve: (choices: Record<string, Side>) => void;
  /** Back to the form, as it is. */
  close: () => void;
};

export function useConflict<Fields extends object, Saved>({
  noun,
  labels,
  describe,
  ...form
}: ConflictOptions<Fields, Saved>) {
  const queries = useQueryClient();
  const [found, setFound] = useState<{ theirs: Saved; rows: Conflict<Fields>[] } | null>(null);

  /** Asks for what is saved now. Throws what asking throws. */
  const look = async (id: string) => {
    const current = await queries.fetchQuery({ ...recordQuery(noun, id), staleTime: 0 });
    // The record of this noun, which the types do not follow through a generic form.
    const theirs = current as unknown as Saved;
    setFound({ theirs, rows: conflictsOf(form.base(), form.mine(), form.fieldsOf(theirs)) });
  };

  const shown: ShownConflict | null = found && {
    rows: found.rows.map(({ field, mine, theirs, isContested }) => ({
      ...{ field, isContested, label: labels?.[field] ?? field },
      mine: describe?.(field, mine, found.theirs) ?? plain(mine),
      theirs: describe?.(field, theirs, found.theirs) ?? plain(theirs),
    })),
    resolve: (choices) => {
      const theirs = form.fieldsOf(found.theirs);
      setFound(null);
      form.onMerged(found.theirs, merged(form.mine(), theirs, choices as Choices<Fields>));
    },
    close: () => setFound(null),
  };
  return { conflict: shown, look };
}

type Choices<Fields> = Partial<Record<keyof Fields, Side>>;

/** Whether somebody else saved first; a conflict that names a field is about that field. */
export function isStale(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'conflict' && thrown.fields.length === 0;
}

function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
