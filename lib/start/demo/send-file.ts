// Brings a local file in exactly as the browser does: presigned requests straight to the store.
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { api } from '#lib/shared/paths.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { SignedPart, UploadTicket } from '#lib/shared/schemas/upload.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';
import type { StudioClient } from './studio-client.ts';

const lanes = 4;
const signedAtOnce = 16;

export type SentFile = { media: Media; byteSize: number; requests: number; lastByteAt: number };

/** Sends bytes to a signed address. Throws when the store does not take them. */
export type Put = (signed: Signed, body: Blob) => Promise<void>;

export type SendOptions = {
  /** With it, a create that is repeated finds the upload it opened. */
  idempotencyKey?: string;
  put?: Put;
};

/** Opens the upload, sends the bytes over four lanes, completes it. */
export async function sendFile(
  studio: StudioClient,
  path: string,
  purpose: Purpose,
  { idempotencyKey, put = putOnce }: SendOptions = {},
): Promise<SentFile> {
  const file = await openAsBlob(path);
  const ticket = await studio.request<UploadTicket>(
    'POST',
    api.uploads(),
    { fileName: basename(path), size: file.size, contentType: '', purpose },
    idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
  );
  const requests =
    ticket.strategy === 'single'
      ? await sendWhole(ticket, file, put)
      : await sendParts(studio, ticket, file, put);
  const lastByteAt = performance.now();
  const media = await studio.request<Media>('POST', api.completeUpload(ticket.id), {});
  return { media, byteSize: file.size, requests, lastByteAt };
}

export type Signed = { url: string; headers: Record<string, string> };

async function sendWhole(ticket: Signed, file: Blob, put: Put): Promise<number> {
  await put(ticket, file);
  return 1;
}

async function sendParts(
  studio: StudioClient,
  ticket: Extract<UploadTicket, { strategy: 'multipart' }>,
  file: Blob,
  put: Put,
): Promise<number> {
  const signed = [...ticket.parts];
  let next = 1;
  let signing: Promise<void> = Promise.resolve();
  const signMore = async () => {
    const from = signed.length + 1;
    if (from > ticket.partCount) return;
    const count = Math.min(signedAtOnce, ticket.partCount - signed.length);
    const partNumbers = Array.from({ length: count }, (_, i) => from + i);
    const { parts } = await studio.request<{ parts: SignedPart[] }>(
      'POST',
      api.uploadParts(ticket.id),
      { partNumbers },
    );
    signed.push(...parts);
  };
  const lane = async () => {
    while (next <= ticket.partCount) {
      const number = next;
      next += 1;
      if (number > signed.length - lanes) {
        signing = signing.then(() => (number > signed.length - lanes ? signMore() : undefined));
        if (number > signed.length) await signing;
      }
      const part = signed[number - 1];
      if (!part) throw new Error(`part ${number} was not signed`);
      const from = (number - 1) * ticket.partSize;
      await put(part, file.slice(from, from + part.size));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return ticket.partCount;
}

export async function putOnce({ url, headers }: Signed, body: Blob): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers, body });
  if (!answer.ok) throw new NotTaken(answer.status, await answer.text());
}

/** The store answered, and did not take the bytes. */
export class NotTaken extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(`the store answered ${status}: ${text}`);
    this.status = status;
  }
}
