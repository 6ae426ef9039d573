// Rows of API tokens as people and the door see them.
import 'server-only';
import type { Actor } from '../shared/actor.ts';
import type { ApiToken, TokenScope } from '../shared/schemas/api-token.ts';
import type { Database, Transaction } from './client.ts';
import type { ApiToken as ApiTokenRow } from './generated/client.ts';

export function toApiToken(row: ApiTokenRow): ApiToken {
  const { id, name, prefix, expiresAt, lastUsedAt, createdAt } = row;
  return {
    ...{ id, name, prefix, scopes: row.scopes as TokenScope[] },
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** Those that were not revoked, newest first. */
export async function listTokensOf(db: Transaction, ownerId: string): Promise<ApiToken[]> {
  const rows = await db.apiToken.findMany({
    where: { ownerId, revokedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return rows.map(toApiToken);
}

/** From here to the end of the transaction, nobody else makes tokens for this person. */
export async function lockTokensOf(tx: Transaction, ownerId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`tokens of ${ownerId}`}, 0))`;
}

export type TokenInUse = {
  id: string;
  name: string;
  scopes: TokenScope[];
  lastUsedAt: Date | null;
  owner: Actor & { tokenVersion: number };
};

/** The token with this hash and the person it speaks for, as long as neither has ended: one statement. */
export async function findTokenInUse(
  db: Database,
  { tokenHash, now }: { tokenHash: string; now: Date },
): Promise<TokenInUse | null> {
  const [found] = await db.$queryRaw<TokenInUse[]>`
    select t.id, t.name, t.scopes, t.last_used_at as "lastUsedAt",
           jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'role', u.role,
                              'tokenVersion', u.token_version) as owner
      from api_tokens t join users u on u.id = t.owner_id
     where t.token_hash = ${tokenHash} and t.revoked_at is null and u.disabled_at is null
       and (t.expires_at is null or t.expires_at > ${now}::timestamptz)`;
  return found ?? null;
}

/** Written at most once a minute: of many requests at once one writes. */
export async function noteTokenUse(
  db: Database,
  { id, lastUsedAt }: Pick<TokenInUse, 'id' | 'lastUsedAt'>,
  now: Date,
): Promise<void> {
  const aMinuteAgo = new Date(now.getTime() - 60_000);
  if (lastUsedAt && lastUsedAt > aMinuteAgo) return;
  await db.apiToken.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: aMinuteAgo } }] },
    data: { lastUsedAt: now },
  });
}
