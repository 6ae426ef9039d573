// A photo: the same schema checks the form, the handler and the answer.
import { z } from 'zod';
import { mediaSchema } from './media.ts';
import { idSchema, patchShape, recordListQuerySchema, recordShape, saveShape } from './record.ts';

const title = z.string().trim().max(200, 'tooLong');
/** What is to be seen, for those who do not see it. */
const alt = z.string().trim().max(1000, 'tooLong');

export const photoInputSchema = z.object({
  title: title.default(''),
  alt: alt.default(''),
  mediaId: idSchema,
  /** The album it is put at the end of. */
  albumId: idSchema.nullable().default(null),
  ...saveShape,
});
export type PhotoInput = z.output<typeof photoInputSchema>;
/** What the form holds before defaults are applied. */
export type PhotoFields = z.input<typeof photoInputSchema>;

export const photoPatchSchema = z.object({
  title: title.optional(),
  alt: alt.optional(),
  mediaId: idSchema.optional(),
  ...patchShape,
});
export type PhotoPatch = z.output<typeof photoPatchSchema>;

export const photoSchema = z.object({
  ...recordShape,
  title: z.string(),
  alt: z.string(),
  mediaId: z.string(),
  media: mediaSchema,
  /** The albums it is in. */
  albumIds: z.array(z.string()),
});
export type Photo = z.output<typeof photoSchema>;

export const photoListQuerySchema = recordListQuerySchema.extend({ albumId: idSchema.optional() });
export type PhotoListQuery = z.output<typeof photoListQuerySchema>;
