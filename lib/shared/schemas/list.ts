// The envelope every list answers in, and the query every list takes.
import { z } from 'zod';

export const listQuerySchema = z.object({
  q: z.string().trim().max(200).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
  /** As long as the longest title, spelled out. */
  cursor: z.string().max(2000).optional(),
});
export type ListQuery = z.output<typeof listQuerySchema>;

/** `{count, next, previous, results}`; `next` and `previous` are whole URLs or null. */
export function listSchema<Item extends z.ZodType>(item: Item) {
  return z.object({
    count: z.int(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(item),
  });
}
