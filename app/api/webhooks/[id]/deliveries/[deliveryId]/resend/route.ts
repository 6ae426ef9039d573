// Sending a message again, under the id it had.
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { webhookDeliverySchema } from '#lib/shared/schemas/webhook.ts';
import { resendDelivery } from '#lib/webhooks/deliveries.ts';

export const POST = route<{ id: string; deliveryId: string }>(
  { status: 202, answer: webhookDeliverySchema },
  ({ params: { id: webhookId, deliveryId }, ...call }) =>
    resendDelivery({ webhookId, deliveryId }, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
