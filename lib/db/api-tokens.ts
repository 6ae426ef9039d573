// Rows of API tokens as people and the door see them.
import 'server-only';
import type { ApiToken, TokenScope } from '../shared/schemas/api-token.ts';
import type { Database, Transaction } from './client.ts';
import type { ApiToken as ApiTokenRow, User } from './generated/client.ts';

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
  owner: User;
};

/** The token with this hash and the person it speaks for, as long as neither has ended. */
export async function findTokenInUse(
  db: Database,
  { tokenHash, now }: { tokenHash: string; now: Date },
): Promise<TokenInUse | null> {
  const row = await db.apiToken.findUnique({ where: { tokenHash }, include: { owner: true } });
  if (!row || row.revokedAt || row.owner.disabledAt) return null;
  if (row.expiresAt && row.expiresAt <= now) return null;
  const { id, name, scopes, lastUsedAt, owner } = row;
  return { id, name, scopes: scopes as TokenScope[], lastUsedAt, owner };
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
