// A person's API tokens, and new ones.
import { listTokens, makeToken } from '#lib/auth/api-tokens.ts';
import { route } from '#lib/http/route.ts';
import { createTokenSchema } from '#lib/shared/schemas/api-token.ts';

export const GET = route({}, async (call) => {
  const results = await listTokens(call);
  return { count: results.length, next: null, previous: null, results };
});

export const POST = route({ body: createTokenSchema, status: 201 }, ({ body, ...call }) =>
  makeToken(body, call),
);
