'use client';
// Who is signed in, for what is only about their own things.
import { createContext, useContext } from 'react';

/** Null outside the studio. */
export const PersonIdContext = createContext<string | null>(null);

export function usePersonId(): string | null {
  return useContext(PersonIdContext);
}
