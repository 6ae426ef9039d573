// Sending a message that tells of nothing, to see whether it arrives.
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { webhookDeliverySchema } from '#lib/shared/schemas/webhook.ts';
import { sendPing } from '#lib/webhooks/deliveries.ts';

export const POST = route<{ id: string }>(
  { status: 202, answer: webhookDeliverySchema },
  ({ params, ...call }) => sendPing(params.id, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
