// Tells those who wait that the person has signed in again.

const listeners = new Set<() => void>();

/** Calls back after each sign-in on this page, until the answered function is called. */
export function onSignedIn(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellSignedIn(): void {
  for (const listener of [...listeners]) listener();
}
