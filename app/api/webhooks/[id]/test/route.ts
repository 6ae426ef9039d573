// Sending a message that tells of nothing, to see whether it arrives.
import { route } from '#lib/http/route.ts';
import { sendPing } from '#lib/webhooks/deliveries.ts';

export const POST = route<{ id: string }>({ status: 202 }, ({ params, ...call }) =>
  sendPing(params.id, call),
);
