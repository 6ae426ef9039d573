// Opening uploads: the rows are there before the first byte.
import 'server-only';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import type { CreateUpload, Duplicate, UploadTicket } from '../shared/schemas/upload.ts';
import { describeUpload, type WantedUpload } from './describe-upload.ts';
import { openUploads } from './open-uploads.ts';
import type { UploadRules } from './policy.ts';
import { onlyOne, type Settled, settleEach } from './settle-each.ts';
import { type TokenFor, ticketFor } from './tickets.ts';

type Context = {
  actor: Actor;
  ports: Ports;
  rules: UploadRules;
  tokenFor: TokenFor;
  /** Whether to answer with what the caller has already, instead of opening an upload for it. */
  dedupe?: boolean;
};

export type Created = { ticket: UploadTicket } | { duplicate: Duplicate };

/**
 * Records an upload with its media and answers how to send the bytes. The same idempotency key
 * gives the same session again. Throws `file_too_large`, `unsupported_media_type`,
 * `invalid_request` for a draft of somebody else, `conflict` for the key of an upload that is over,
 * `rate_limited` while too much is open, `quota_exceeded` where the owner may not keep as much.
 */
export async function createUpload(
  input: CreateUpload,
  { idempotencyKey, ...context }: Context & { idempotencyKey?: string },
): Promise<UploadTicket | Duplicate> {
  const created = onlyOne(await createUploads([{ ...input, idempotencyKey }], context));
  return 'ticket' in created ? created.ticket : created.duplicate;
}

/** The same for many at the cost of few: one transaction, and eight at a time where the store is asked. */
export async function createUploads(
  wanted: WantedUpload[],
  context: Context,
): Promise<Settled<Created>[]> {
  const described = await settleEach(wanted, async (one) => describeUpload(one, context.rules));
  const opened = await openUploads(described, context);
  return settleEach(opened, async (one, index) => {
    if ('error' in one) throw one.error;
    if ('duplicate' in one.value) return one.value;
    const hosts = wanted[index]?.hosts ?? 'first';
    return { ticket: await ticketFor(one.value.upload, { ...context, hosts }) };
  });
}
