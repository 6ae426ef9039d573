// Whether the screen is as narrow as a phone's.
import { useSyncExternalStore } from 'react';

/** Tailwind's `sm` begins where this ends. */
const narrow = '(width < 40rem)';

function subscribe(onChange: () => void): () => void {
  const media = window.matchMedia(narrow);
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
}

/** False in the server's HTML. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(narrow).matches,
    () => false,
  );
}
