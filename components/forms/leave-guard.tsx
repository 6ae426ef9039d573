'use client';
// Asks before a form is left inside the app: by a link, by the way back, by signing out.
import { useRouter } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useRef,
} from 'react';
import { navigationOf, onTraverse } from '#lib/client/browser-navigation.ts';
import { followedLink } from '#lib/client/followed-link.ts';

type Guard = {
  /** Whether leaving for that address needs an answer first. */
  isArmed: () => boolean;
  /** Asks the person, and calls `go` when they want to leave. */
  ask: (go: () => void) => void;
};

type Guards = RefObject<Set<Guard>>;
const none = { current: new Set<Guard>() };
const LeaveGuardContext = createContext<Guards>(none);

/** Watches the ways out of the pages below. */
export function LeaveGuardProvider({ children }: { children: ReactNode }) {
  const guards = useRef(new Set<Guard>());
  useGuardedLinks(guards);
  useGuardedHistory(guards);
  return <LeaveGuardContext value={guards}>{children}</LeaveGuardContext>;
}

/** While the component is there, `guard` is asked before its page is left. */
export function useLeaveGuard(guard: Guard): void {
  const guards = useContext(LeaveGuardContext);
  const latest = useRef(guard);
  useEffect(() => {
    latest.current = guard;
  });
  useEffect(() => {
    const registered: Guard = {
      isArmed: () => latest.current.isArmed(),
      ask: (go) => latest.current.ask(go),
    };
    const { current } = guards;
    current.add(registered);
    return () => {
      current.delete(registered);
    };
  }, [guards]);
}

/** Answers a function for what leaves the page and is no link: it is done at once, or once it was asked. */
export function useLeave(): (go: () => void) => void {
  const guards = useContext(LeaveGuardContext);
  return useCallback((go) => leave(guards, go), [guards]);
}

function armedOf(guards: Guards): Guard | undefined {
  return [...guards.current].find((guard) => guard.isArmed());
}

function leave(guards: Guards, go: () => void): void {
  const guard = armedOf(guards);
  if (guard) guard.ask(go);
  else go();
}

function useGuardedLinks(guards: Guards): void {
  const router = useRouter();
  useEffect(() => {
    const check = (event: MouseEvent) => {
      const address = followedLink(event, location.href);
      const guard = address && armedOf(guards);
      if (!address || !guard) return;
      // Before Next hears of the click.
      event.preventDefault();
      event.stopPropagation();
      guard.ask(() => router.push(address));
    };
    window.addEventListener('click', check, { capture: true });
    return () => window.removeEventListener('click', check, { capture: true });
  }, [guards, router]);
}

function useGuardedHistory(guards: Guards): void {
  useEffect(() => {
    const navigation = navigationOf(window);
    if (!navigation) return;
    let isLetThrough = false;
    return onTraverse(navigation, (destination) => {
      const guard = !isLetThrough && armedOf(guards);
      if (!guard) return true;
      guard.ask(() => {
        const end = () => {
          isLetThrough = false;
        };
        isLetThrough = true;
        navigation.traverseTo(destination).finished.then(end, end);
      });
      return false;
    });
  }, [guards]);
}
