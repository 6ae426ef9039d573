// A person's API tokens: made, shown once, listed, revoked.
import 'server-only';
import { listTokensOf, lockTokensOf, toApiToken } from '../db/api-tokens.ts';
import { isUniqueViolation, type Transaction } from '../db/client.ts';
import { recordAudit } from '../ports/audit.ts';
import type { Ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { ApiToken, CreateToken, MadeToken } from '../shared/schemas/api-token.ts';
import type { UsedToken } from './caller.ts';
import { hashOf, newSecret, prefixOf } from './token-secret.ts';

/** More than anybody keeps apart by name: so a list of them is one page. */
const mostPerPerson = 100;

type Context = { actor: Actor; ports: Pick<Ports, 'db' | 'now'> };
type MakeContext = Context & { token: UsedToken | null; idempotencyKey?: string };

/**
 * A new token, with its secret, which nobody is told again. Throws `forbidden` when a token asks, as one
 * that leaked could outlive its end by others, and when an editor wants the scope `admin`;
 * `invalid_request` for a time that is over, `conflict` for an idempotency key that made one already and
 * for more than a hundred.
 */
export async function makeToken(input: CreateToken, context: MakeContext): Promise<MadeToken> {
  const { actor, ports, token, idempotencyKey = null } = context;
  if (token) throw new AppError('forbidden', 'A token cannot make tokens: sign in for that.');
  if (input.scopes.includes('admin') && !isAdmin(actor)) {
    throw new AppError('forbidden', 'Only an admin can make a token with the scope “admin”.');
  }
  const { name, scopes } = input;
  const expiresAt = laterThan(ports.now(), input.expiresAt ?? null);
  const secret = newSecret();
  try {
    const row = await ports.db.$transaction(async (tx) => {
      await lockTokensOf(tx, actor.id);
      await requireRoom(tx, actor);
      const made = await tx.apiToken.create({
        data: {
          ...{ ownerId: actor.id, name, scopes, expiresAt, idempotencyKey },
          ...{ prefix: prefixOf(secret), tokenHash: hashOf(secret), createdAt: ports.now() },
        },
      });
      await recordAudit(tx, {
        ...{ actor, action: 'create', noun: 'token', subjectId: made.id, now: ports.now() },
        details: { title: name, scopes },
      });
      return made;
    });
    return { ...toApiToken(row), token: secret };
  } catch (error) {
    throw isUniqueViolation(error, 'idempotency_key') ? madeBefore(error) : error;
  }
}

/** The caller's own, newest first, without those that were revoked. */
export async function listTokens({ actor, ports }: Context): Promise<ApiToken[]> {
  return listTokensOf(ports.db, actor.id);
}

/** Ends a token at once; one that was revoked before stays so. Throws `not_found`. */
export async function revokeToken(id: string, { actor, ports }: Context): Promise<void> {
  const own = { id, ownerId: actor.id };
  await ports.db.$transaction(async (tx) => {
    const now = ports.now();
    const [revoked] = await tx.apiToken.updateManyAndReturn({
      where: { ...own, revokedAt: null },
      data: { revokedAt: now },
    });
    if (revoked) {
      return recordAudit(tx, {
        ...{ actor, action: 'revoke', noun: 'token', subjectId: id, now },
        details: { title: revoked.name },
      });
    }
    const isThere = (await tx.apiToken.count({ where: own })) > 0;
    if (!isThere) throw new AppError('not_found', 'There is no such token.');
  });
}

function laterThan(now: Date, at: string | null): Date | null {
  if (at === null) return null;
  const expiresAt = new Date(at);
  if (expiresAt > now) return expiresAt;
  const fields = [{ path: 'expiresAt', message: 'past' }];
  throw new AppError('invalid_request', 'The token would have expired already.', { fields });
}

async function requireRoom(tx: Transaction, { id: ownerId }: Actor): Promise<void> {
  const count = await tx.apiToken.count({ where: { ownerId, revokedAt: null } });
  if (count < mostPerPerson) return;
  throw new AppError('conflict', `You have ${mostPerPerson} tokens: revoke one first.`);
}

function madeBefore(cause: unknown): AppError {
  const sentence =
    'This request made a token before, whose secret is not told again: revoke it and make another.';
  return new AppError('conflict', sentence, { cause });
}
