// What is looked for in the library, as the address says it.
import { z } from 'zod';
import { mediaStatuses } from '#lib/shared/media-state.ts';
import { mediaSorts, mediaTypes } from '#lib/shared/schemas/media.ts';

const nothing = z.literal('');
/** A day of the reader's calendar. */
const day = z.iso.date().or(nothing).catch('');
const newestFirst = '-createdAt';

/** An empty value is no condition. The address is typed by people too: what makes no sense is none. */
const mediaFilterSchema = z.object({
  q: z
    .string()
    .trim()
    .max(200)
    .refine((words) => !words.includes('\0'))
    .catch(''),
  type: z.enum(mediaTypes).or(nothing).catch(''),
  status: z.enum(mediaStatuses).or(nothing).catch(''),
  attached: z.enum(['1', '0']).or(nothing).catch(''),
  from: day,
  to: day,
  sort: z.enum(mediaSorts).catch(newestFirst),
});
export type MediaFilter = z.output<typeof mediaFilterSchema>;

/** Takes all of them away; the order stays. */
export const noConditions: Omit<MediaFilter, 'sort'> = {
  ...{ q: '', type: '', status: '', attached: '', from: '', to: '' },
};

/** What narrows the list; the order does not. */
export type Condition = Exclude<keyof MediaFilter, 'sort'>;

export function readFilter(asked: URLSearchParams): MediaFilter {
  return mediaFilterSchema.parse(Object.fromEntries(asked));
}

/** The conditions that are set. */
export function conditionsOf(filter: MediaFilter): Condition[] {
  const { sort: _, ...conditions } = filter;
  return (Object.keys(conditions) as Condition[]).filter((name) => filter[name] !== '');
}

/** The query string of the page; what goes without saying is left out. */
export function filterSearch(filter: MediaFilter): string {
  const said = Object.entries(filter).filter(
    ([name, value]) => value !== '' && !(name === 'sort' && value === newestFirst),
  );
  return new URLSearchParams(said).toString();
}

/** The same for the API, which counts in moments: both days belong to it, from midnight to midnight here. */
export function apiSearch(filter: MediaFilter): string {
  const search = new URLSearchParams(filterSearch(filter));
  if (filter.from) search.set('from', midnight(filter.from));
  if (filter.to) search.set('to', midnight(filter.to, 1));
  return search.toString();
}

/** When that day begins, or one so many days later, where the reader is. */
function midnight(isoDay: string, daysLater = 0): string {
  const [year = 0, month = 1, date = 1] = isoDay.split('-').map(Number);
  const start = new Date(year, month - 1, date + daysLater);
  // The constructor takes the years of the first century for those of the twentieth.
  start.setFullYear(year, month - 1, date + daysLater);
  return start.toISOString();
}
