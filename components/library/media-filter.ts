// What is looked for in the library, as the address says it.
import { z } from 'zod';
import { mediaStatuses } from '#lib/shared/media-state.ts';
import { mediaTypes } from '#lib/shared/schemas/media.ts';

/** An empty value is no condition. The address is typed by people too: what makes no sense is none. */
const mediaFilterSchema = z.object({
  q: z.string().trim().max(200).catch(''),
  type: z.enum(mediaTypes).or(z.literal('')).catch(''),
  status: z.enum(mediaStatuses).or(z.literal('')).catch(''),
});
export type MediaFilter = z.output<typeof mediaFilterSchema>;

export const anything: MediaFilter = { q: '', type: '', status: '' };

export function readFilter(asked: URLSearchParams): MediaFilter {
  return mediaFilterSchema.parse(Object.fromEntries(asked));
}

/** The query string, for the address of the page and for the API alike. */
export function filterSearch(filter: MediaFilter): string {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();
}
