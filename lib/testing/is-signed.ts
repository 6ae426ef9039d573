// Whether a webhook is signed, as a receiver finds out by the text of the specification alone.
import { createHmac } from 'node:crypto';
import type { ReceivedWebhook } from './webhook-receiver.ts';

/** For the secret as people are shown it. */
export function isSigned({ headers, body }: ReceivedWebhook, secret: string): boolean {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
  return isFresh && String(headers['webhook-signature']).split(' ').includes(`v1,${expected}`);
}
