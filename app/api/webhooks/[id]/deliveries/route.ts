// What was sent to a webhook, and what came of it.
import { listAnswer } from '#lib/http/list-answer.ts';
import { route } from '#lib/http/route.ts';
import { deliveryListQuerySchema } from '#lib/shared/schemas/webhook.ts';
import { listDeliveries } from '#lib/webhooks/deliveries.ts';

export const GET = route<{ id: string }, never, typeof deliveryListQuerySchema>(
  { query: deliveryListQuerySchema },
  async ({ params, query, request, ...call }) =>
    listAnswer(request, await listDeliveries(params.id, query, call)),
);
