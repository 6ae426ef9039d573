// Whether React has taken over the page the server drew.
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/**
 * False in the server's HTML and until its buttons work. A form that can be used earlier would be
 * sent by the browser itself, with what was typed in the address.
 */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
