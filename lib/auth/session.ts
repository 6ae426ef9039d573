// Who is signed in: the cookie says who, the row says whether that still holds.
import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getToken } from 'next-auth/jwt';
import { cache } from 'react';
import { env } from '../env/env.ts';
import { ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { pages } from '../shared/paths.ts';

/**
 * The person behind the current request, or null. The user row is read every time: a disabled
 * account or a raised `tokenVersion` ends a session at once, whatever the cookie says.
 */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const [cookieStore, headerStore] = [await cookies(), await headers()];
  const token = await getToken({
    // getToken wants a request; these two are all it reads of one.
    req: {
      cookies: Object.fromEntries(cookieStore.getAll().map(({ name, value }) => [name, value])),
      headers: headerStore,
    } as unknown as Parameters<typeof getToken>[0]['req'],
    secret: env().NEXTAUTH_SECRET,
    secureCookie: cookieStore.has('__Secure-next-auth.session-token'),
  });
  if (!token?.sub) return null;
  const user = await ports().db.user.findUnique({ where: { id: token.sub } });
  if (!user || user.disabledAt || user.tokenVersion !== token.tokenVersion) return null;
  const { id, name, email, role } = user;
  return { id, name, email, role };
});

/** For pages: sends people who are not signed in to the sign-in page. */
export async function requireActor(): Promise<Actor> {
  return (await currentActor()) ?? redirect(pages.signIn());
}

/** For admin pages: throws `not_found` for everybody else, who need not know the page exists. */
export async function requireAdmin(): Promise<Actor> {
  const actor = await requireActor();
  if (!isAdmin(actor)) throw new AppError('not_found', 'There is no such page.');
  return actor;
}
