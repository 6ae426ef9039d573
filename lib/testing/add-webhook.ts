// Rows of webhook endpoints, for tests that send nothing there.
import type { Database } from '#lib/db/client.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type WebhookEvent, webhookEvents } from '#lib/shared/schemas/webhook.ts';

type Fields = {
  url?: string;
  events?: WebhookEvent[];
  pausedAt?: Date;
  disabledAt?: Date;
};

/** An endpoint of this person that listens to everything unless told; its secret is none. */
export function addWebhook(db: Database, owner: Actor, fields: Fields = {}) {
  const { url = 'https://receiver.example/hook', events = [...webhookEvents], ...rest } = fields;
  return db.webhookEndpoint.create({
    data: { ownerId: owner.id, name: 'Test', url, events, secret: 'none', ...rest },
  });
}
