// The stored files that were brought in for the draft a form was filled from: they exist for this form alone.
import { createContext, useContext } from 'react';
import type { Draft } from '#lib/shared/schemas/draft.ts';

/** What an earlier visit, or another device, stored for the form: the list of uploads has no word of it. */
export type BroughtIn = ReadonlySet<string>;

const none: BroughtIn = new Set();
const BroughtInContext = createContext(none);

export const BroughtInProvider = BroughtInContext.Provider;

/** The ids of their media, for everything inside the form. */
export function useBroughtIn(): BroughtIn {
  return useContext(BroughtInContext);
}

/** A file that was there before is no upload of the draft. */
export function broughtInFor(draft: Pick<Draft, 'uploads'> | null): BroughtIn {
  if (!draft) return none;
  const stored = draft.uploads.filter(({ status }) => status === 'completed');
  return new Set(stored.flatMap(({ mediaId }) => mediaId ?? []));
}
