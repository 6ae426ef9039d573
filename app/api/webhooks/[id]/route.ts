// One webhook: reading, changing and deleting it.
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { webhookPatchSchema, webhookSchema } from '#lib/shared/schemas/webhook.ts';
import { changeWebhook, deleteWebhook, getWebhook } from '#lib/webhooks/webhooks.ts';

type Params = { id: string };

export const GET = route<Params>({ answer: webhookSchema }, ({ params, ...call }) =>
  getWebhook(params.id, call),
);

export const PATCH = route<Params, typeof webhookPatchSchema>(
  { body: webhookPatchSchema, answer: webhookSchema },
  ({ params, body, ...call }) => changeWebhook(params.id, body, call),
);

export const DELETE = route<Params>({}, ({ params, ...call }) => deleteWebhook(params.id, call));

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
