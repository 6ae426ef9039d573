// The Navigation API, as far as it tells of the way back. https://html.spec.whatwg.org/#navigation-api

/** The types of TypeScript do not have it yet. */
type NavigateEvent = Event & {
  navigationType: 'push' | 'replace' | 'reload' | 'traverse';
  destination: { key: string; url: string };
};
export type BrowserNavigation = EventTarget & {
  traverseTo(key: string): { finished: Promise<unknown> };
};

/** Undefined in browsers without it: there the way back is not asked about. */
export function navigationOf(window: object): BrowserNavigation | undefined {
  return (window as { navigation?: BrowserNavigation }).navigation;
}

/**
 * Calls `mayGo` with the key of the entry before the browser goes back or forward to another page of
 * this document; unless it answers true, the browser stays. Answers what ends that.
 */
export function onTraverse(
  navigation: BrowserNavigation,
  mayGo: (key: string) => boolean,
): () => void {
  const check = (event: Event) => {
    const { navigationType, destination, cancelable } = event as NavigateEvent;
    if (navigationType !== 'traverse' || !cancelable) return;
    if (withoutHash(destination.url) === withoutHash(location.href)) return;
    if (!mayGo(destination.key)) event.preventDefault();
  };
  navigation.addEventListener('navigate', check);
  return () => navigation.removeEventListener('navigate', check);
}

function withoutHash(address: string): string {
  return address.replace(/#.*$/, '');
}
