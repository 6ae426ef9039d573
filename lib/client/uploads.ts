// The requests that bring a file in.
import type { z } from 'zod';
import { api } from '#lib/shared/paths.ts';
import { type Media, mediaSchema } from '#lib/shared/schemas/media.ts';
import {
  type CompleteUpload,
  completeResultsSchema,
  createAnswerSchema,
  createResultsSchema,
  type createUploadSchema,
  type Duplicate,
  type SignedPart,
  signedPartsSchema,
  type UploadSession,
  type UploadTicket,
  uploadPolicySchema,
  uploadSessionSchema,
  uploadSessionsSchema,
  uploadTokenHeader,
} from '#lib/shared/schemas/upload.ts';
import type { UploadPolicy } from '#lib/shared/upload-policy.ts';
import { command, request, toAppError } from './api.ts';
import type { Result } from './upload/coalesce.ts';

/** An upload to open. Asked again under the same key, after a lost answer say, it opens no second. */
export type WantedUpload = {
  input: z.input<typeof createUploadSchema>;
  idempotencyKey: string;
  /** Whether to be told of the same content in the person's files instead. */
  dedupe: boolean;
};

/** One upload of the caller, and what proves that after the login has ended; null while it lasts. */
export type UploadRef = { id: string; token: string | null };

function tokenOf({ token }: UploadRef): Record<string, string> {
  return token ? { [uploadTokenHeader]: token } : {};
}

export function createUpload(wanted: WantedUpload): Promise<UploadTicket | Duplicate> {
  const { input: body, idempotencyKey, dedupe } = wanted;
  const headers = { 'idempotency-key': idempotencyKey };
  return request(api.uploads({ dedupe }), createAnswerSchema, { method: 'POST', body, headers });
}

/** Many at once; all of them ask for duplicates, or none. */
export async function createUploads(
  wanted: WantedUpload[],
): Promise<Result<UploadTicket | Duplicate>[]> {
  const uploads = wanted.map(({ input, idempotencyKey }) => ({ ...input, idempotencyKey }));
  const body = { uploads, dedupe: wanted.some(({ dedupe }) => dedupe) };
  const call = { method: 'POST', body } as const;
  const { results } = await request(api.createUploads(), createResultsSchema, call);
  return results.map((result) => {
    if ('problem' in result) return { error: toAppError(result.problem) };
    return { value: 'ticket' in result ? result.ticket : result.duplicate };
  });
}

export async function signParts(
  upload: UploadRef,
  partNumbers: number[],
  { hosts, signal }: { hosts: 'first' | 'all'; signal?: AbortSignal },
): Promise<SignedPart[]> {
  const body = { partNumbers, hosts };
  const call = { method: 'POST', body, headers: tokenOf(upload), signal } as const;
  return (await request(api.uploadParts(upload.id), signedPartsSchema, call)).parts;
}

/** Asks the server to check what was stored. Asking twice answers the same. */
export function completeUpload(upload: UploadRef, body: CompleteUpload): Promise<Media> {
  const call = { method: 'POST', body, headers: tokenOf(upload) } as const;
  return request(api.completeUpload(upload.id), mediaSchema, call);
}

/** The same for many, which only a login may. */
export async function completeUploads(
  uploads: (CompleteUpload & { id: string })[],
): Promise<Result<Media>[]> {
  const call = { method: 'POST', body: { uploads } } as const;
  const { results } = await request(api.completeUploads(), completeResultsSchema, call);
  return results.map((result) =>
    'problem' in result ? { error: toAppError(result.problem) } : { value: result.media },
  );
}

/** What the server takes for which purpose. */
export function getUploadPolicy(signal?: AbortSignal): Promise<UploadPolicy> {
  return request(api.uploadPolicy(), uploadPolicySchema, { signal });
}

/** The person's open uploads, wherever they were begun. */
export function listSessions(): Promise<UploadSession[]> {
  return request(api.uploads(), uploadSessionsSchema);
}

/** One open upload with the parts that are stored. */
export function getSession(upload: UploadRef, signal?: AbortSignal): Promise<UploadSession> {
  return request(api.upload(upload.id), uploadSessionSchema, { headers: tokenOf(upload), signal });
}

/** Ends the upload and deletes what was stored of it. Asking twice is fine. */
export function removeUpload(upload: UploadRef): Promise<void> {
  return command(api.upload(upload.id), { method: 'DELETE', headers: tokenOf(upload) });
}
