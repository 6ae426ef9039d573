// What the rows and cards of a list share: what is selected, and what can be done with one.
import { createContext, useContext } from 'react';
import type { Act } from './use-record-acts.ts';

export type ListContextValue = {
  isTrash: boolean;
  selected: ReadonlySet<string>;
  toggle: (id: string, isRange: boolean) => void;
  act: Act;
};

export const ListContext = createContext<ListContextValue | null>(null);

/** Throws outside a list: what shows a record as one of many needs one around it. */
export function useListContext(): ListContextValue {
  const value = useContext(ListContext);
  if (!value) throw new Error('this belongs into a RecordList');
  return value;
}
