// next-auth's own endpoints.
import { handleAuth } from '#lib/auth/handler.ts';
import { boundedBody } from '#lib/http/bounded-body.ts';

export const GET = handleAuth;

/** An e-mail, a password and where to go. */
export const POST = boundedBody(64 * 1024, handleAuth);
