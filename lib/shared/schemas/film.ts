// A film: the same schema checks the form, the handler and the answer.
import { z } from 'zod';
import { mediaSchema } from './media.ts';
import {
  idSchema as id,
  patchShape,
  recordListQuerySchema,
  recordShape,
  saveShape,
  titleSchema as title,
} from './record.ts';

/** Of its HTML, as it is sent and as it is kept. */
export const longestSynopsis = 50_000;
const synopsis = z.string().max(longestSynopsis, 'tooLong');

const slug = z
  .string()
  .trim()
  .max(120, 'tooLong')
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'slug');

export const filmInputSchema = z.object({
  title,
  /** Left out or empty: made from the title. */
  slug: slug.or(z.literal('')).optional(),
  synopsis: synopsis.default(''),
  year: z.int('year').min(1878, 'year').max(2200, 'year').nullable().default(null),
  categoryId: id.nullable().default(null),
  videoId: id.nullable().default(null),
  posterId: id.nullable().default(null),
  publishedAt: z.iso.datetime({ offset: true }).nullable().default(null),
  ...saveShape,
});
export type FilmInput = z.output<typeof filmInputSchema>;
/** What the form holds before defaults are applied. */
export type FilmDraft = z.input<typeof filmInputSchema>;

/** `PATCH`: only what changes; `version` guards against overwriting somebody else's change. */
export const filmPatchSchema = z.object({
  title: title.optional(),
  slug: slug.optional(),
  synopsis: synopsis.optional(),
  year: z.int('year').min(1878, 'year').max(2200, 'year').nullable().optional(),
  categoryId: id.nullable().optional(),
  videoId: id.nullable().optional(),
  posterId: id.nullable().optional(),
  publishedAt: z.iso.datetime({ offset: true }).nullable().optional(),
  ...patchShape,
});
export type FilmPatch = z.output<typeof filmPatchSchema>;

export const filmSchema = z.object({
  ...recordShape,
  title: z.string(),
  slug: z.string(),
  /** Sanitised HTML: safe to set as inner HTML. */
  synopsis: z.string(),
  year: z.int().nullable(),
  categoryId: z.string().nullable(),
  videoId: z.string().nullable(),
  posterId: z.string().nullable(),
  video: mediaSchema.nullable(),
  poster: mediaSchema.nullable(),
  publishedAt: z.iso.datetime().nullable(),
});
export type Film = z.output<typeof filmSchema>;

export const filmListQuerySchema = recordListQuerySchema.extend({
  state: z.enum(['draft', 'published']).optional(),
  categoryId: id.optional(),
});
export type FilmListQuery = z.output<typeof filmListQuerySchema>;
