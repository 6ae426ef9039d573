// A person's API tokens, and new ones.
import { listTokens, makeToken } from '#lib/auth/api-tokens.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import {
  apiTokensSchema,
  createTokenSchema,
  madeTokenSchema,
} from '#lib/shared/schemas/api-token.ts';

export const GET = route({ answer: apiTokensSchema }, async (call) => {
  const results = await listTokens(call);
  return { count: results.length, next: null, previous: null, results };
});

export const POST = route(
  { body: createTokenSchema, status: 201, answer: madeTokenSchema, repeats: 'domain' },
  ({ body, ...call }) => makeToken(body, call),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
