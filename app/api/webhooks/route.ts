// Where programs of the caller are told what becomes of their files: the list, and adding to it.
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import {
  newWebhookSchema,
  webhooksSchema,
  webhookWithSecretSchema,
} from '#lib/shared/schemas/webhook.ts';
import { createWebhook, listWebhooks } from '#lib/webhooks/webhooks.ts';

export const GET = route({ answer: webhooksSchema }, listWebhooks);

export const POST = route(
  { body: newWebhookSchema, status: 201, answer: webhookWithSecretSchema },
  ({ body, ...call }) => createWebhook(body, call),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
