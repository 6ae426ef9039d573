// An album: photos in an order. The same schema checks the form, the handler and the answer.
import { z } from 'zod';
import { photoSchema } from './photo.ts';
import { idSchema, patchShape, recordShape, saveShape, titleSchema } from './record.ts';

export const mostPhotosOfAlbum = 500;

const ids = z
  .array(idSchema)
  .max(mostPhotosOfAlbum, 'tooMany')
  .refine((all) => new Set(all).size === all.length, 'twice');
/** In place of `photoIds`, in order: pictures; one that is no photo yet becomes one with the save. */
const mediaIds = ids;

export const albumInputSchema = z.object({
  title: titleSchema,
  /** In order; the first is the cover. */
  photoIds: ids.default([]),
  mediaIds: mediaIds.optional(),
  ...saveShape,
});
export type AlbumInput = z.output<typeof albumInputSchema>;
/** What the form holds before defaults are applied. */
export type AlbumFields = z.input<typeof albumInputSchema>;

export const albumPatchSchema = z.object({
  title: titleSchema.optional(),
  photoIds: ids.optional(),
  mediaIds: mediaIds.optional(),
  ...patchShape,
});
export type AlbumPatch = z.output<typeof albumPatchSchema>;

export const albumSchema = z.object({
  ...recordShape,
  title: z.string(),
  photoIds: z.array(z.string()),
  /** In the same order; in a list of albums only the first four. */
  photos: z.array(photoSchema),
});
export type Album = z.output<typeof albumSchema>;
