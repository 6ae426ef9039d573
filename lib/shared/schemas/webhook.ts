// Webhooks: what is sent in, what is answered, and what endpoints are sent.
import { z } from 'zod';
import { listQuerySchema, listSchema } from './list.ts';
import { mediaSchema } from './media.ts';

/** What an endpoint can be told of. */
export const webhookEvents = ['upload.completed', 'media.ready', 'media.failed'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** What the test button sends. */
export const pingEvent = 'webhook.ping';

/** How many endpoints one person may have. */
export const maxWebhooks = 20;

const name = z.string().trim().min(1, 'required').max(100, 'tooLong');
/** With neither a name nor a password in it: they would be kept in plain sight. */
const url = z
  .string()
  .trim()
  .min(1, 'required')
  .max(2000, 'tooLong')
  .refine((text) => {
    const found = URL.canParse(text) ? new URL(text) : null;
    return found !== null && /^https?:$/.test(found.protocol) && !found.username && !found.password;
  }, 'webhookUrl');
const events = z
  .array(z.enum(webhookEvents))
  .min(1, 'required')
  .max(webhookEvents.length, 'tooMany')
  .transform((chosen) => webhookEvents.filter((event) => chosen.includes(event)));

export const newWebhookSchema = z.object({ name, url, events });
export type NewWebhook = z.output<typeof newWebhookSchema>;

export const webhookPatchSchema = z.object({
  name: name.optional(),
  url: url.optional(),
  events: events.optional(),
  /** False pauses it; true turns it on, also after it was turned off for its failures. */
  isActive: z.boolean().optional(),
});
export type WebhookPatch = z.output<typeof webhookPatchSchema>;

/** Why the app turned an endpoint off: it answered 410, or nothing got through for days. */
export const disabledReasons = ['gone', 'failing'] as const;

export const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  status: z.enum(['active', 'paused', 'disabled']),
  disabledReason: z.enum(disabledReasons).nullable(),
  /** Since when nothing got through; null: all is well, or nothing was sent. */
  failingSince: z.iso.datetime().nullable(),
  /** Until when the secret before also signs. */
  previousSecretUntil: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Webhook = z.output<typeof webhookSchema>;

export const webhooksSchema = listSchema(webhookSchema);

/** The answer to creating one and to a new secret: nobody is told it again. */
export const webhookWithSecretSchema = webhookSchema.extend({ secret: z.string() });
export type WebhookWithSecret = z.output<typeof webhookWithSecretSchema>;

/** Why an attempt did not get through. Each has a sentence in every language. */
export const attemptFailures = [
  'status',
  'timeout',
  'name_not_found',
  'address_refused',
  'unreachable',
  'tls',
  'bad_answer',
  'secret_unreadable',
] as const;
export type AttemptFailure = (typeof attemptFailures)[number];

/** Why a delivery ended without success: all attempts failed, answered 410, or the endpoint was off. */
export const deliveryFailures = ['gave_up', 'gone', 'endpoint_off'] as const;

export const webhookAttemptSchema = z.object({
  startedAt: z.iso.datetime(),
  /** Null: under way, or cut short. */
  durationMs: z.int().nullable(),
  statusCode: z.int().nullable(),
  failure: z.enum(attemptFailures).nullable(),
  /** The beginning of what was answered. */
  answer: z.string().nullable(),
});
export type WebhookAttempt = z.output<typeof webhookAttemptSchema>;

export const webhookDeliverySchema = z.object({
  /** Also the `webhook-id` it is sent under. */
  id: z.string(),
  type: z.enum([...webhookEvents, pingEvent]),
  status: z.enum(['pending', 'delivered', 'failed']),
  failure: z.enum(deliveryFailures).nullable(),
  /** What is sent, as it is sent. */
  body: z.string(),
  /** The last ones, oldest first. */
  attempts: z.array(webhookAttemptSchema),
  nextAttemptAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type WebhookDelivery = z.output<typeof webhookDeliverySchema>;

export const webhookDeliveriesSchema = listSchema(webhookDeliverySchema);

export const deliveryListQuerySchema = listQuerySchema.omit({ q: true }).extend({
  status: z.enum(['pending', 'delivered', 'failed']).optional(),
});
export type DeliveryListQuery = z.output<typeof deliveryListQuerySchema>;

/** What an endpoint gets: `timestamp` says when it happened, `data` how the media stood then. */
export const webhookPayloadSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(webhookEvents), timestamp: z.iso.datetime(), data: mediaSchema }),
  z.object({
    type: z.literal(pingEvent),
    timestamp: z.iso.datetime(),
    data: z.object({ webhookId: z.string() }),
  }),
]);
export type WebhookPayload = z.output<typeof webhookPayloadSchema>;
