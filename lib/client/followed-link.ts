// Which click leads away from the page.

/**
 * The address inside the app a click is about to lead to, as path and query; null for clicks that
 * open something else, stay on the page, or leave the app, which is the browser's to ask about.
 */
export function followedLink(event: MouseEvent, here: string): string | null {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  if (!isPlain || event.altKey || event.defaultPrevented) return null;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download')) return null;
  if (link.target !== '' && link.target !== '_self') return null;
  const [from, to] = [new URL(here), new URL(link.href, here)];
  if (to.origin !== from.origin) return null;
  const address = to.pathname + to.search;
  return address === from.pathname + from.search ? null : address + to.hash;
}
