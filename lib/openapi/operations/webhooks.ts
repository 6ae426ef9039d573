// What is said of webhooks.
import 'server-only';
import type { OperationTexts } from '../operation.ts';

const params = { id: 'Of the webhook.' };
const body = {
  ...{ name: 'Archive', url: 'https://hooks.example.com/cutroom' },
  events: ['media.ready', 'media.failed'],
};

export const webhookTexts: OperationTexts = {
  'GET /api/webhooks': {
    id: 'listWebhooks',
    tag: 'Webhooks',
    summary: 'List webhooks',
    description: 'The caller’s own, also for an admin, without their secrets.',
  },
  'POST /api/webhooks': {
    id: 'createWebhook',
    tag: 'Webhooks',
    summary: 'Make a webhook',
    description:
      'From now on each event is sent to `url` by POST, as `{type, timestamp, data}` where `data` is the media, signed by the Standard Webhooks specification (`webhook-id`, `webhook-timestamp`, `webhook-signature`). `secret` stands in this answer only. The address has to be https and public.',
    body,
    fails: ['conflict'],
  },
  'GET /api/webhooks/{id}': {
    id: 'getWebhook',
    tag: 'Webhooks',
    summary: 'Get a webhook',
    description: 'With how it stands: `failingSince` says since when nothing got through.',
    params,
  },
  'PATCH /api/webhooks/{id}': {
    id: 'changeWebhook',
    tag: 'Webhooks',
    summary: 'Change a webhook',
    description:
      'Only what is sent changes. `isActive` pauses it, or turns it on, also after it was turned off because nothing got through.',
    params,
    body: { isActive: false },
  },
  'DELETE /api/webhooks/{id}': {
    id: 'deleteWebhook',
    tag: 'Webhooks',
    summary: 'Delete a webhook',
    description: 'With its log. What is on its way is not sent any more.',
    params,
  },
  'POST /api/webhooks/{id}/rotate-secret': {
    id: 'rotateWebhookSecret',
    tag: 'Webhooks',
    summary: 'Make a new secret',
    description:
      'It stands in this answer only. For a day messages carry a signature of the secret before, too.',
    params,
  },
  'POST /api/webhooks/{id}/test': {
    id: 'testWebhook',
    tag: 'Webhooks',
    summary: 'Send a test',
    description: 'A `webhook.ping`, tried once, also to a webhook that is off.',
    params,
  },
  'GET /api/webhooks/{id}/deliveries': {
    id: 'listWebhookDeliveries',
    tag: 'Webhooks',
    summary: 'List what was sent',
    description: 'Newest first, each with its last twenty attempts.',
    params: { ...params, status: 'Only those that stand so.' },
  },
  'POST /api/webhooks/{id}/deliveries/{deliveryId}/resend': {
    id: 'resendWebhookDelivery',
    tag: 'Webhooks',
    summary: 'Send a message again',
    description: 'Now, with the same words and under the same `webhook-id`, whatever became of it.',
    params: { ...params, deliveryId: 'Of the message.' },
    fails: ['conflict'],
  },
};
