// A category films and videos can be filed under.
import { z } from 'zod';

export const categoryInputSchema = z.object({ name: z.string().trim().min(1).max(80) });

export const categorySchema = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  /** How many films and videos are filed under it; those in the trash do not count. */
  useCount: z.int(),
});
export type Category = z.output<typeof categorySchema>;
