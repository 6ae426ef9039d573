// How next-auth signs people in: e-mail and password, a signed cookie, no session table.
import 'server-only';
import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { env } from '../env/env.ts';
import { log } from '../env/log.ts';
import { ports } from '../ports/ports.ts';
import { pages } from '../shared/paths.ts';
import { clientAddress } from './client-address.ts';
import { signIn } from './sign-in.ts';

declare module 'next-auth' {
  interface User {
    tokenVersion: number;
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    tokenVersion?: number;
  }
}

const sessionDays = 7;

/** Built on use, so that building the app needs no environment. */
export function authOptions(): AuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: sessionDays * 24 * 3600 },
    pages: { signIn: pages.signIn(), error: pages.signIn() },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          const result = await attempt(
            credentials,
            clientAddress(forwardedFor(request.headers)) ?? 'unknown',
          );
          if ('refused' in result) throw new Error(result.refused);
          return result;
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        return user ? { ...token, sub: user.id, tokenVersion: user.tokenVersion } : token;
      },
    },
  };
}

/** next-auth hands the message of whatever is thrown to the sign-in page: it must not be one of the database. */
async function attempt(credentials: unknown, address: string) {
  try {
    return await signIn(credentials, address, ports());
  } catch (error) {
    log().error({ err: error }, 'signing in did not work');
    throw new Error('failed');
  }
}

function forwardedFor(headers: Record<string, string | string[] | undefined> | undefined): string {
  return [headers?.['x-forwarded-for'] ?? []].flat().join(',');
}
