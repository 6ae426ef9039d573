// Who a session cookie stands for: the cookie says who, the row says whether that still holds.
import 'server-only';
import { getToken } from 'next-auth/jwt';
import { env } from '../env/env.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';

const secureName = '__Secure-next-auth.session-token';

/** A person, and which of their sessions still hold: those that carry this `tokenVersion`. */
export type Identity = { actor: Actor; tokenVersion: number };

/** The person, or null. */
export async function actorOf(
  cookies: Record<string, string>,
  ports: Pick<Ports, 'db'>,
): Promise<Actor | null> {
  return (await identityOf(cookies, ports))?.actor ?? null;
}

/**
 * Who the cookies stand for. The user row is read every time: a disabled account or a raised
 * `tokenVersion` ends a session at once, whatever the cookie says.
 */
export async function identityOf(
  cookies: Record<string, string>,
  { db }: Pick<Ports, 'db'>,
): Promise<Identity | null> {
  const token = await getToken({
    // getToken is typed for a whole request; cookies and headers are all it reads of one.
    req: { cookies, headers: {} } as Parameters<typeof getToken>[0]['req'],
    secret: env().NEXTAUTH_SECRET,
    secureCookie: Object.keys(cookies).some((name) => name.startsWith(secureName)),
  });
  if (!token?.sub) return null;
  const user = await db.user.findUnique({ where: { id: token.sub } });
  if (!user || user.disabledAt || user.tokenVersion !== token.tokenVersion) return null;
  const { id, name, email, role, tokenVersion } = user;
  return { actor: { id, name, email, role }, tokenVersion };
}

/** The cookies of a request by name. */
export function cookiesOf(request: Request): Record<string, string> {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return Object.fromEntries(
    pairs
      .filter((pair) => pair.includes('='))
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), decode(pair.slice(at + 1))];
      }),
  );
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
