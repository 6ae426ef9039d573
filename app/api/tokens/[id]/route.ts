// One API token: its end.
import { revokeToken } from '#lib/auth/api-tokens.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';

export const DELETE = route<{ id: string }>({}, ({ params, ...call }) =>
  revokeToken(params.id, call),
);

export const { HEAD, GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
