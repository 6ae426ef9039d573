// A new secret, beside which the one before signs for a day.
import { route } from '#lib/http/route.ts';
import { rotateSecret } from '#lib/webhooks/webhooks.ts';

export const POST = route<{ id: string }>({}, ({ params, ...call }) =>
  rotateSecret(params.id, call),
);
