// An unsaved form, kept on the server while it is written.
import { z } from 'zod';
import { idSchema, nouns } from './record.ts';

/** A form with all that fits into it: a hundred variants with thirty images each, say. */
export const mostDraftBytes = 256 * 1024;

/** How much a draft with these fields takes. */
export function draftByteSize(fields: Record<string, unknown>): number {
  return new TextEncoder().encode(JSON.stringify(fields)).byteLength;
}

/**
 * The files of each place of a form in their order, by the ids of their media: also of those that are
 * not stored yet. Places that hold stored files alone need none, as their field has it.
 */
const fileOrdersSchema = z.record(z.string(), z.array(idSchema));
export type FileOrders = z.output<typeof fileOrdersSchema>;

/** `PUT /api/drafts/{id}`: the browser makes the id, so that a repeated save makes no second draft. */
export const draftInputSchema = z.object({
  noun: z.enum(nouns),
  /** What is edited; null while it does not exist yet. */
  subjectId: idSchema.nullable().default(null),
  /** As the form holds them, whole or not. */
  fields: z
    .record(z.string(), z.unknown())
    .refine((fields) => draftByteSize(fields) <= mostDraftBytes, 'tooLong'),
  fileOrders: fileOrdersSchema
    .refine((orders) => draftByteSize(orders) <= mostDraftBytes, 'tooLong')
    .default({}),
  /** Of the subject, when the form was filled from it. */
  subjectVersion: z.int32().nullable().default(null),
});
export type DraftInput = z.output<typeof draftInputSchema>;

export const draftSchema = z.object({
  id: z.string(),
  noun: z.enum(nouns),
  subjectId: z.string().nullable(),
  subjectVersion: z.int().nullable(),
  fields: z.record(z.string(), z.unknown()),
  fileOrders: fileOrdersSchema,
  /** Files that were brought in for it, the place in the form each was dropped on, and what became of them. */
  uploads: z.array(
    z.object({
      id: z.string(),
      mediaId: z.string().nullable(),
      slot: z.string().nullable(),
      status: z.enum(['open', 'completed', 'aborted', 'rejected']),
      fileName: z.string(),
      completedAt: z.iso.datetime().nullable(),
    }),
  ),
  expiresAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  /** When its fields were saved last. */
  updatedAt: z.iso.datetime(),
});
export type Draft = z.output<typeof draftSchema>;

export const draftListQuerySchema = z.object({
  noun: z.enum(nouns).optional(),
  subjectId: idSchema.optional(),
  /** `1`: only those of records that do not exist yet. */
  new: z.literal('1').optional(),
});
export type DraftListQuery = z.output<typeof draftListQuerySchema>;
