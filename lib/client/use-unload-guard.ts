// Has the browser ask before a page with something to lose is left.
import { useEffect } from 'react';

const always = () => true;

/**
 * Asks on closing and reloading while `isArmed`; moving around inside the app never asks. `isAtRisk`
 * is looked at when it comes to it, for what changes with every letter.
 */
export function useUnloadGuard(isArmed: boolean, isAtRisk: () => boolean = always): void {
  useEffect(() => {
    if (!isArmed) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (isAtRisk()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isArmed, isAtRisk]);
}
