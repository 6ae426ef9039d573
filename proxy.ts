// Runs before every page: writes its Content-Security-Policy, and sends strangers to the sign-in page.
import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { hasSessionCookie } from '#lib/auth/session-cookie.ts';
import { pagePolicy } from '#lib/http/page-policy.ts';
import { pages } from '#lib/shared/paths.ts';

/** A convenience only: pages and handlers ask for the actor themselves. */
export default async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (isPrivate(pathname) && !(await hasSessionCookie(request))) {
    return NextResponse.redirect(new URL(pages.signIn(pathname + search), request.url));
  }
  const nonce = randomBytes(16).toString('base64');
  const policy = pagePolicy(nonce);
  // Next reads the nonce for its own scripts from the policy on the request.
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

const publicPages = [/^\/$/, /^\/sign-in$/, /^\/watch\//, /^\/docs$/];

function isPrivate(pathname: string): boolean {
  return !publicPages.some((page) => page.test(pathname));
}

export const config = {
  matcher: [{ source: '/((?!api/|_next/|favicon.ico|icon.svg|robots.txt).*)' }],
};
