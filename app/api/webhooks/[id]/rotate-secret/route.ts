// A new secret, beside which the one before signs for a day.
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { webhookWithSecretSchema } from '#lib/shared/schemas/webhook.ts';
import { rotateSecret } from '#lib/webhooks/webhooks.ts';

export const POST = route<{ id: string }>(
  { answer: webhookWithSecretSchema },
  ({ params, ...call }) => rotateSecret(params.id, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
