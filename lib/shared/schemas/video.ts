// A video: the same schema checks the form, the handler and the answer.
import { z } from 'zod';
import { mediaSchema } from './media.ts';
import {
  idSchema,
  patchShape,
  recordListQuerySchema,
  recordShape,
  saveShape,
  titleSchema,
} from './record.ts';

const description = z.string().trim().max(20_000, 'tooLong');

export const videoInputSchema = z.object({
  title: titleSchema,
  description: description.default(''),
  categoryId: idSchema.nullable().default(null),
  coverId: idSchema.nullable().default(null),
  mediaId: idSchema.nullable().default(null),
  ...saveShape,
});
export type VideoInput = z.output<typeof videoInputSchema>;
/** What the form holds before defaults are applied. */
export type VideoFields = z.input<typeof videoInputSchema>;

export const videoPatchSchema = z.object({
  title: titleSchema.optional(),
  description: description.optional(),
  categoryId: idSchema.nullable().optional(),
  coverId: idSchema.nullable().optional(),
  mediaId: idSchema.nullable().optional(),
  ...patchShape,
});
export type VideoPatch = z.output<typeof videoPatchSchema>;

export const videoSchema = z.object({
  ...recordShape,
  title: z.string(),
  description: z.string(),
  categoryId: z.string().nullable(),
  coverId: z.string().nullable(),
  mediaId: z.string().nullable(),
  cover: mediaSchema.nullable(),
  media: mediaSchema.nullable(),
});
export type Video = z.output<typeof videoSchema>;

export const videoListQuerySchema = recordListQuerySchema.extend({
  categoryId: idSchema.optional(),
});
export type VideoListQuery = z.output<typeof videoListQuerySchema>;
