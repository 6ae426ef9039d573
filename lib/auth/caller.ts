// Who a request comes from: a person by their session, or a program by a token of theirs.
import 'server-only';
import { findTokenInUse, noteTokenUse } from '../db/api-tokens.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import type { TokenScope } from '../shared/schemas/api-token.ts';
import { cookiesOf, type Identity, identityOf } from './actor-of.ts';
import { hashOf, isSecret } from './token-secret.ts';

export type UsedToken = { id: string; name: string; scopes: TokenScope[] };

/** `token` is null for a session. */
export type Caller = Identity & { token: UsedToken | null };

/**
 * What a request says after `Bearer`; null when it says no such thing. Other schemes are none of ours:
 * a proxy in front may ask for a password of its own.
 */
export function bearerOf(request: Request): string | null {
  const header = request.headers.get('authorization')?.trim() ?? '';
  const said = /^Bearer(?:\s+(.*))?$/i.exec(header);
  return said && (said[1] ?? '');
}

/** Who holds the session of the cookies, or null. */
export async function callerBySession(request: Request, ports: Ports): Promise<Caller | null> {
  const identity = await identityOf(cookiesOf(request), ports);
  return identity && { ...identity, token: null };
}

/**
 * Whom the token speaks for, or null unless it holds. The rows are read every time: who is disabled or
 * no admin any more loses what their tokens could do at once. Without the scope `admin`, a token of an
 * admin acts as an editor: it sees and changes what is theirs.
 */
export async function callerByToken(
  secret: string,
  { db, now }: Pick<Ports, 'db' | 'now'>,
): Promise<Caller | null> {
  if (!isSecret(secret)) return null;
  const found = await findTokenInUse(db, { tokenHash: hashOf(secret), now: now() });
  if (!found) return null;
  await noteTokenUse(db, found, now());
  const { id, name, scopes } = found;
  const { tokenVersion, ...owner } = found.owner;
  const role = scopes.includes('admin') ? owner.role : 'editor';
  const actor = { id: owner.id, name: owner.name, email: owner.email, role };
  return { actor, tokenVersion, token: { id, name, scopes } };
}

const looking = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Throws `forbidden` when the token of this caller may not do what the request is to do. */
export function requireScope({ token }: Caller, { method }: Pick<Request, 'method'>): void {
  const scope = looking.has(method) ? 'read' : 'write';
  if (!token || token.scopes.includes(scope)) return;
  throw new AppError('forbidden', `This token lacks the scope “${scope}”.`, {
    challenge: `error="insufficient_scope", scope="${scope}"`,
  });
}

/** The error of a token that never was one, or is over. */
export function badToken(): AppError {
  return new AppError('unauthenticated', 'This token is not valid, was revoked or has expired.', {
    challenge: 'error="invalid_token"',
  });
}
