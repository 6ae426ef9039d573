// What goes over the wire when a file is brought in: used by the engine, the handlers and the tests.
import { z } from 'zod';
import { purposes } from '../upload-policy.ts';

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'Expected 64 hexadecimal digits.');

export const createUploadSchema = z.object({
  fileName: z.string().trim().min(1).max(255),
  size: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  contentType: z.string().max(255).default(''),
  purpose: z.enum(purposes),
  checksum: z.object({ sha256: sha256Hex }).optional(),
  draftId: z.string().min(1).max(64).optional(),
});
export type CreateUpload = z.output<typeof createUploadSchema>;

export const signedPartSchema = z.object({
  partNumber: z.int(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  size: z.int(),
});
export type SignedPart = z.output<typeof signedPartSchema>;

const sessionFields = {
  id: z.string(),
  mediaId: z.string(),
  key: z.string(),
  expiresAt: z.iso.datetime(),
};

/** The answer to `POST /api/uploads`: where and how to send the bytes. */
export const uploadTicketSchema = z.discriminatedUnion('strategy', [
  z.object({
    ...sessionFields,
    strategy: z.literal('single'),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
  }),
  z.object({
    ...sessionFields,
    strategy: z.literal('multipart'),
    partSize: z.int(),
    partCount: z.int(),
    parts: z.array(signedPartSchema),
  }),
]);
export type UploadTicket = z.output<typeof uploadTicketSchema>;

export const signPartsSchema = z.object({
  partNumbers: z.array(z.int().min(1).max(10_000)).min(1).max(64),
});

export const signedPartsSchema = z.object({ parts: z.array(signedPartSchema) });

const storedPartSchema = z.object({
  partNumber: z.int(),
  size: z.int(),
  etag: z.string(),
});

/** An open upload session, as the store and the database know it. */
export const uploadSessionSchema = z.object({
  ...sessionFields,
  strategy: z.enum(['single', 'multipart']),
  purpose: z.enum(purposes),
  fileName: z.string(),
  size: z.int(),
  contentType: z.string(),
  partSize: z.int().nullable(),
  partCount: z.int().nullable(),
  createdAt: z.iso.datetime(),
  storedParts: z.array(storedPartSchema).optional(),
});
export type UploadSession = z.output<typeof uploadSessionSchema>;

/** `sendBeacon` cannot set a content type, so this is also accepted as `text/plain`. */
export const cleanupUploadsSchema = z.union([
  z.object({ uploadIds: z.array(z.string().min(1).max(64)).max(200) }),
  z.object({ draftId: z.string().min(1).max(64) }),
]);
export type CleanupUploads = z.output<typeof cleanupUploadsSchema>;
