// Where a media is used.
import { z } from 'zod';
import { nouns } from './record.ts';

export const mediaUseSchema = z.object({
  type: z.enum(nouns),
  id: z.string(),
  title: z.string(),
  /** Set while the record lies in the trash: it keeps its files as long. */
  deletedAt: z.iso.datetime().nullable(),
});
export type MediaUse = z.output<typeof mediaUseSchema>;

/** `count` of all; `results` holds the first of them. */
export const mediaUsesSchema = z.object({
  count: z.int(),
  results: z.array(mediaUseSchema),
});
export type MediaUses = z.output<typeof mediaUsesSchema>;
