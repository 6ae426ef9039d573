// Refusing requests that another site makes with a visitor's cookie.
import 'server-only';
import { env } from '../env/env.ts';
import { AppError } from '../shared/errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Throws `csrf` for a state-changing request whose `Origin` is not the app's own. Browsers send
 * Origin on every such request across sites and `Sec-Fetch-Site` besides; a program that sends
 * neither has no visitor's cookie to misuse.
 */
export function requireSameOrigin(request: Request): void {
  if (safeMethods.has(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin') return;
  const origin = request.headers.get('origin');
  const isForeign =
    origin === null
      ? site === 'cross-site' || site === 'same-site'
      : !ownOrigins(request).has(origin);
  if (isForeign) throw new AppError('csrf', 'This request did not come from a page of this app.');
}

function ownOrigins(request: Request): Set<string> {
  const { APP_URL, AUTH_TRUST_HOST } = env();
  const forwarded = AUTH_TRUST_HOST ? request.headers.get('x-forwarded-host') : null;
  const hosts = [request.headers.get('host'), forwarded].filter((host) => host !== null);
  const origins = hosts.flatMap((host) => [`http://${host}`, `https://${host}`]);
  return new Set(APP_URL ? [...origins, new URL(APP_URL).origin] : origins);
}
