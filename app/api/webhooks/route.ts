// Where programs of the caller are told what becomes of their files: the list, and adding to it.
import { route } from '#lib/http/route.ts';
import { newWebhookSchema } from '#lib/shared/schemas/webhook.ts';
import { createWebhook, listWebhooks } from '#lib/webhooks/webhooks.ts';

export const GET = route({}, listWebhooks);

export const POST = route({ body: newWebhookSchema, status: 201 }, ({ body, ...call }) =>
  createWebhook(body, call),
);
