// The requests that bring a file in.
import { api } from '#lib/shared/paths.ts';
import { type Media, mediaSchema } from '#lib/shared/schemas/media.ts';
import {
  type CreateUpload,
  type SignedPart,
  signedPartsSchema,
  type UploadTicket,
  uploadTicketSchema,
} from '#lib/shared/schemas/upload.ts';
import { command, request } from './api.ts';

/** Asked again under the same `idempotencyKey`, after a lost answer say, it opens no second upload. */
export function createUpload(
  input: CreateUpload,
  { idempotencyKey, signal }: { idempotencyKey: string; signal?: AbortSignal },
): Promise<UploadTicket> {
  const headers = { 'idempotency-key': idempotencyKey };
  const call = { method: 'POST', body: input, headers, signal } as const;
  return request(api.uploads(), uploadTicketSchema, call);
}

export async function signParts(
  id: string,
  partNumbers: number[],
  signal?: AbortSignal,
): Promise<SignedPart[]> {
  const path = api.uploadParts(id);
  const call = { method: 'POST', body: { partNumbers }, signal } as const;
  return (await request(path, signedPartsSchema, call)).parts;
}

/** Asks the server to check what was stored. Asking twice answers the same. */
export function completeUpload(id: string, signal?: AbortSignal): Promise<Media> {
  return request(api.completeUpload(id), mediaSchema, { method: 'POST', body: {}, signal });
}

/** Ends the upload and deletes what was stored of it. Asking twice is fine. */
export function removeUpload(id: string): Promise<void> {
  return command(api.upload(id), { method: 'DELETE' });
}
