// Keeps a redirect target inside the app.

/**
 * The target when it is a path of this app, else `fallback`. Browsers read `//host`, `/\host` and
 * addresses with control characters as other sites, so only a resolved URL is trusted.
 */
export function sameOriginPath(target: string | null | undefined, fallback: string): string {
  if (!target?.startsWith('/')) return fallback;
  const base = 'http://app.invalid';
  if (!URL.canParse(target, base)) return fallback;
  const url = new URL(target, base);
  if (url.origin !== base) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}
