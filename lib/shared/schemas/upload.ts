// What goes over the wire when a file is brought in: used by the engine, the handlers and the tests.
import { z } from 'zod';
import { type FormatName, formats, purposes } from '../upload-policy.ts';
import { mediaSchema } from './media.ts';
import { problemSchema } from './problem.ts';

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'Expected 64 hexadecimal digits.');

/** Which addresses of the store the answer may name: the first alone, or all of them in turn. */
const hostsSchema = z.enum(['first', 'all']).default('first');

/** Proves the right to one upload, longer than a login lasts: see lib/auth/upload-token.ts. */
export const uploadTokenHeader = 'upload-token';

export const createUploadSchema = z.object({
  fileName: z.string().trim().min(1).max(255),
  size: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  contentType: z.string().max(255).default(''),
  purpose: z.enum(purposes),
  checksum: z.object({ sha256: sha256Hex }).optional(),
  /** See `fingerprintEdgeBytes`: what two files that could be the same have in common. */
  fingerprint: sha256Hex.optional(),
  /** The unsaved form it is for. One that is not there yet is begun, its fields may come later. */
  draftId: z.string().min(1).max(64).optional(),
  /** Its place in that form. */
  slot: z.string().min(1).max(200).optional(),
  hosts: hostsSchema,
});
export type CreateUpload = z.output<typeof createUploadSchema>;

/** `?dedupe=1` asks for what the caller already has before anything is opened. */
export const createUploadQuerySchema = z.object({ dedupe: z.enum(['0', '1']).optional() });

/** The caller has this content already. Uncertain when only the fingerprint could be compared. */
export const duplicateSchema = z.object({
  duplicateOf: z.string(),
  isCertain: z.boolean(),
  fileName: z.string(),
  createdAt: z.iso.datetime(),
});
export type Duplicate = z.output<typeof duplicateSchema>;

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
  /** For the `upload-token` header of everything that concerns this upload alone; null for programs. */
  token: z.string().nullable(),
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

/** What `POST /api/uploads` answers with `?dedupe=1`. */
export const createAnswerSchema = z.union([uploadTicketSchema, duplicateSchema]);

/** Many small files in one round trip. The same key again gives the same session again. */
export const createUploadsSchema = z.object({
  uploads: z
    .array(createUploadSchema.extend({ idempotencyKey: z.string().min(1).max(200).optional() }))
    .min(1)
    .max(50),
  dedupe: z.boolean().default(false),
});
export type CreateUploads = z.output<typeof createUploadsSchema>;

/** One result for each upload asked for, in the same order; one that fails does not stop the others. */
export const createResultsSchema = z.object({
  results: z.array(
    z.union([
      z.object({ ticket: uploadTicketSchema }),
      z.object({ duplicate: duplicateSchema }),
      z.object({ problem: problemSchema }),
    ]),
  ),
});

/** The whole file's hash may come with the first complete or with a later one. */
export const completeUploadSchema = z.object({
  checksum: z.object({ sha256: sha256Hex }).optional(),
});
export type CompleteUpload = z.output<typeof completeUploadSchema>;

export const completeUploadsSchema = z.object({
  uploads: z
    .array(completeUploadSchema.extend({ id: z.string().min(1).max(64) }))
    .min(1)
    .max(50),
});
export type CompleteUploads = z.output<typeof completeUploadsSchema>;

export const completeResultsSchema = z.object({
  results: z.array(
    z.union([z.object({ media: mediaSchema }), z.object({ problem: problemSchema })]),
  ),
});

export const signPartsSchema = z.object({
  partNumbers: z.array(z.int().min(1).max(10_000)).min(1).max(64),
  hosts: hostsSchema,
});

export const signedPartsSchema = z.object({ parts: z.array(signedPartSchema) });

const storedPartSchema = z.object({
  partNumber: z.int(),
  size: z.int(),
  etag: z.string(),
});

/**
 * An upload session, as the store and the database know it. A file that goes in one piece has part 1
 * once it is stored; one that is completed or rejected has none any more.
 */
export const uploadSessionSchema = z.object({
  ...sessionFields,
  status: z.enum(['open', 'completed', 'rejected']),
  strategy: z.enum(['single', 'multipart']),
  purpose: z.enum(purposes),
  fileName: z.string(),
  size: z.int(),
  contentType: z.string(),
  partSize: z.int().nullable(),
  partCount: z.int().nullable(),
  fingerprint: z.string().nullable(),
  slot: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Since somebody last asked for signatures: a program or another browser may be at it. */
  idleSeconds: z.number().min(0),
  storedParts: z.array(storedPartSchema).optional(),
});
export type UploadSession = z.output<typeof uploadSessionSchema>;

export const uploadSessionsSchema = z.array(uploadSessionSchema);

/** `sendBeacon` cannot set a content type, so this is also accepted as `text/plain`. */
export const cleanupUploadsSchema = z.union([
  z.object({ uploadIds: z.array(z.string().min(1).max(64)).max(200) }),
  z.object({ draftId: z.string().min(1).max(64) }),
]);
export type CleanupUploads = z.output<typeof cleanupUploadsSchema>;

/** How many were deleted, and what could not be. */
export const cleanupAnswerSchema = z.object({
  deleted: z.int(),
  errors: z.array(z.object({ id: z.string(), message: z.string() })),
});

/** What is taken for which purpose, as `GET /api/uploads/policy` answers it. */
export const uploadPolicySchema = z.record(
  z.enum(purposes),
  z.object({
    type: z.enum(['image', 'video', 'audio']),
    maxBytes: z.int(),
    formats: z.array(z.enum(Object.keys(formats) as FormatName[])),
  }),
);

/** A request of an S3 client that is about to upload: what Uppy's `signRequest` is asked. */
export const s3RequestSchema = z.object({
  method: z.enum(['GET', 'PUT', 'POST', 'DELETE']),
  key: z.string().min(1).max(1024),
  /** Of a session: that of the upload, as CreateMultipartUpload was answered. */
  uploadId: z.string().min(1).max(64).optional(),
  partNumber: z.int().min(1).max(10_000).optional(),
});
export type S3Request = z.output<typeof s3RequestSchema>;

/** Where the client has to send it, and with which headers. */
export const signedS3RequestSchema = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
});
export type SignedS3Request = z.output<typeof signedS3RequestSchema>;
