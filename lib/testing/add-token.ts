// An API token of a person, for tests that come as a program.
import { hashOf, newSecret, prefixOf } from '#lib/auth/token-secret.ts';
import type { Database } from '#lib/db/client.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { TokenScope } from '#lib/shared/schemas/api-token.ts';

type Fields = { scopes?: TokenScope[]; expiresAt?: Date; name?: string };

/** `headers` is what a request with this token carries. May look and change unless told. */
export async function addToken(
  db: Database,
  { id: ownerId }: Pick<Actor, 'id'>,
  { scopes = ['read', 'write'], name = 'Test', ...fields }: Fields = {},
): Promise<{ id: string; secret: string; headers: { authorization: string } }> {
  const secret = newSecret();
  const { id } = await db.apiToken.create({
    data: {
      ...{ ownerId, name, scopes, ...fields },
      ...{ prefix: prefixOf(secret), tokenHash: hashOf(secret) },
    },
  });
  return { id, secret, headers: { authorization: `Bearer ${secret}` } };
}
