// Writes the Content-Security-Policy of a page.
import 'server-only';

type PolicyInput = {
  /** Where the browser puts and gets stored files: the addresses of R2 for browsers and its public one. */
  storeOrigins: readonly string[];
  /** Fresh for every request; without it no inline script runs. */
  nonce?: string;
  isDevelopment: boolean;
};

/**
 * One header value. Scripts run only from this app (or with the nonce); styles may be inline because
 * Radix, the player and the toasts set them; files may come from the store and from local previews.
 */
export function contentSecurityPolicy({ storeOrigins, nonce, isDevelopment }: PolicyInput): string {
  const store = [...new Set(storeOrigins.map((address) => new URL(address).origin))];
  const scripts = nonce ? [`'nonce-${nonce}'`, "'strict-dynamic'"] : [];
  const directives: Record<string, string[]> = {
    'default-src': ["'self'"],
    // React's development build explains errors with eval.
    'script-src': ["'self'", ...scripts, ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'blob:', 'data:', ...store],
    'media-src': ["'self'", 'blob:', ...store],
    'font-src': ["'self'"],
    // The hot reload of development is a WebSocket, which older Safari does not count as 'self'.
    'connect-src': ["'self'", ...store, ...(isDevelopment ? ['ws:', 'wss:'] : [])],
    // hls.js remuxes in a worker it makes from a blob.
    'worker-src': ["'self'", 'blob:'],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
