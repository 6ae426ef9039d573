// What was sent to a webhook, and what came of it.
import { listAnswer } from '#lib/http/list-answer.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { deliveryListQuerySchema, webhookDeliveriesSchema } from '#lib/shared/schemas/webhook.ts';
import { listDeliveries } from '#lib/webhooks/deliveries.ts';

export const GET = route<{ id: string }, never, typeof deliveryListQuerySchema>(
  { query: deliveryListQuerySchema, answer: webhookDeliveriesSchema },
  async ({ params, query, request, ...call }) =>
    listAnswer(request, await listDeliveries(params.id, query, call)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
