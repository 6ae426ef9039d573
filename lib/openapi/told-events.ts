// What webhooks are sent, as the document says it: requests that come from here.
import 'server-only';
import { z } from 'zod';
import { mediaSchema } from '../shared/schemas/media.ts';
import { type WebhookEvent, webhookEvents } from '../shared/schemas/webhook.ts';
import type { JsonSchemas } from './json-schemas.ts';

const summaries: Record<WebhookEvent, string> = {
  'upload.completed': 'A file has arrived and was accepted',
  'media.ready': 'A file is processed',
  'media.failed': 'A file was refused or could not be processed',
};

const header = (name: string, description: string) => ({
  ...{ name, in: 'header', required: true, description, schema: { type: 'string' } },
});
const parameters = [
  header('webhook-id', 'Of the message: the same each time it is sent.'),
  header('webhook-timestamp', 'When it was sent, in seconds since 1970.'),
  header(
    'webhook-signature',
    'One or more of `v1,` and the HMAC-SHA256 of id, timestamp and body, joined by dots, in base64.',
  ),
];
const responses = {
  '2XX': { description: 'Taken: it is not sent again.' },
  '410': { description: 'Nobody is here any more: the webhook is turned off.' },
  default: { description: 'Not taken: it is sent again later.' },
};

/** By event. */
export function toldEvents(schemas: JsonSchemas): Record<string, { post: object }> {
  return Object.fromEntries(
    webhookEvents.map((event) => {
      const payload = { type: z.literal(event), timestamp: z.iso.datetime(), data: mediaSchema };
      const content = { 'application/json': { schema: schemas.of(z.object(payload), 'output') } };
      const told = { tags: ['Webhooks'], summary: summaries[event], parameters };
      return [event, { post: { ...told, requestBody: { required: true, content }, responses } }];
    }),
  );
}
