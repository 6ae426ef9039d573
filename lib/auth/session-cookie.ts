// Whether a request carries a session cookie we signed.
import 'server-only';
import type { NextRequest } from 'next/server';
import { getToken } from 'next-auth/jwt';
import { env } from '../env/env.ts';

/** Says nothing about whether the session still holds: that takes a look at the user's row. */
export async function hasSessionCookie(request: NextRequest): Promise<boolean> {
  const secureCookie = request.cookies.has('__Secure-next-auth.session-token');
  return (await getToken({ req: request, secret: env().NEXTAUTH_SECRET, secureCookie })) !== null;
}
