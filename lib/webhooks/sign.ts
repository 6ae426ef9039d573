// What says that a message is ours: the headers of Standard Webhooks (standardwebhooks.com).
import 'server-only';
import { createHmac } from 'node:crypto';
import { keyOf } from './secrets.ts';

type Message = { id: string; body: string; sentAt: Date };

/**
 * The time is that of sending, so that a receiver may refuse what somebody kept. One signature for each
 * secret, newest first: a receiver takes the message when any of them fits.
 */
export function signedHeaders({ id, body, sentAt }: Message, secrets: string[]) {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const signed = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`);
    return `v1,${signed.digest('base64')}`;
  });
  return {
    'content-type': 'application/json',
    'user-agent': 'Cutroom-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
