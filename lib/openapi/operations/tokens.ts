// What is said of keys for programs.
import 'server-only';
import type { OperationTexts } from '../operation.ts';

export const tokenTexts: OperationTexts = {
  'GET /api/tokens': {
    id: 'listTokens',
    tag: 'Tokens',
    summary: 'List tokens',
    description: 'The caller’s own, without their secrets.',
  },
  'POST /api/tokens': {
    id: 'createToken',
    tag: 'Tokens',
    summary: 'Make a token',
    description:
      'Only with a session, not with another token. `token` is the secret, and stands in this answer only: a repeat under the same `Idempotency-Key` is refused with 409, as only a hash of it is kept. `read` looks, `write` changes, `admin` adds the rights of an admin who makes it.',
    body: { name: 'Nightly import', scopes: ['read', 'write'] },
    headers: { 'Idempotency-Key': 'The same key makes one token.' },
    fails: ['forbidden', 'conflict'],
  },
  'DELETE /api/tokens/{id}': {
    id: 'revokeToken',
    tag: 'Tokens',
    summary: 'Revoke a token',
    description: 'It ends at once. A second call answers the same.',
  },
};
