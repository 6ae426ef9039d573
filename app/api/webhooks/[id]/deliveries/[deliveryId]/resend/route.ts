// Sending a message again, under the id it had.
import { route } from '#lib/http/route.ts';
import { resendDelivery } from '#lib/webhooks/deliveries.ts';

export const POST = route<{ id: string; deliveryId: string }>(
  { status: 202 },
  ({ params: { id: webhookId, deliveryId }, ...call }) =>
    resendDelivery({ webhookId, deliveryId }, call),
);
