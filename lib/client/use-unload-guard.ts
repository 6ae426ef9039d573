// Has the browser ask before a page with something to lose is left.
import { useEffect } from 'react';

/** Asks on closing and reloading while `isArmed`; moving around inside the app never asks. */
export function useUnloadGuard(isArmed: boolean): void {
  useEffect(() => {
    if (!isArmed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isArmed]);
}
