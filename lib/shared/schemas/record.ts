// What films, videos, photos, albums and products have in common: who owns them, their version, the trash, lists of them.
import { z } from 'zod';
import { listQuerySchema } from './list.ts';

/** The nouns an editor makes, each with a list, a form, drafts and a trash. */
export const nouns = ['film', 'video', 'photo', 'album', 'product'] as const;
export type Noun = (typeof nouns)[number];

export const idSchema = z.string().min(1).max(64);

/** Messages are keys below `validation` in the translations. */
export const titleSchema = z.string().trim().min(1, 'required').max(200, 'tooLong');

/** The fields every record answers beside its own. */
export const recordShape = {
  id: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  version: z.int(),
  /** Since when it lies in the trash; null while it does not. */
  deletedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

/** Beside the fields of a form: the draft it was written in, which ends with the save. */
export const saveShape = { draftId: z.uuid().nullish() };

/** Of a `PATCH`: guards against overwriting what somebody else changed meanwhile. */
export const patchShape = { ...saveShape, version: z.int().optional() };

export const recordSorts = ['-createdAt', 'createdAt', '-updatedAt', 'title', '-title'] as const;
export type RecordSort = (typeof recordSorts)[number];

export const recordListQuerySchema = listQuerySchema.extend({
  sort: z.enum(recordSorts).default('-createdAt'),
  /** `1`: what was deleted and can still be brought back, instead of what is there. */
  trash: z.literal('1').optional(),
});
export type RecordListQuery = z.output<typeof recordListQuerySchema>;

/** How long the trash keeps what was deleted. */
export const trashDays = 30;

/** Of a `DELETE`: `?forever=1` removes what lies in the trash already, for good. */
export const deleteQuerySchema = z.object({ forever: z.literal('1').optional() });

/** The last three are for films; `schedule` gives each the date of publication it had before, say. */
export const recordActions = [
  ...(['delete', 'restore', 'purge'] as const),
  ...(['publish', 'unpublish', 'schedule'] as const),
] as const;
export type RecordAction = (typeof recordActions)[number];

export const bulkSchema = z.object({
  ids: z.array(idSchema).min(1).max(100),
  action: z.enum(recordActions),
  /** Of `schedule`: since or from when each is public, by its id; null: it is not. */
  dates: z.record(idSchema, z.iso.datetime({ offset: true }).nullable()).optional(),
});
export type Bulk = z.output<typeof bulkSchema>;

/** What became of each; one that cannot be done does not stop the others. */
export const bulkAnswerSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      ok: z.boolean(),
      error: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
  ),
});
export type BulkAnswer = z.output<typeof bulkAnswerSchema>;
