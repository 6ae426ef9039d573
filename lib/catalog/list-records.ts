// What the lists of all records have in common: whose, in the trash or not, in which order, how many.
import 'server-only';
import { type Keyed, type PageLink, sortedPage, type Window } from '../db/sorted-page.ts';
import type { Actor } from '../shared/actor.ts';
import type { RecordListQuery, RecordSort } from '../shared/schemas/record.ts';
import { ownedBy } from './own.ts';

export type Listed<Item> = {
  count: number;
  next: PageLink | null;
  previous: PageLink | null;
  results: Item[];
};

/** The condition of every list: what the actor may see, of what is there or of what lies in the trash. */
export function seenBy(actor: Actor, { trash }: Pick<RecordListQuery, 'trash'>) {
  return { ...ownedBy(actor), deletedAt: trash ? { not: null } : null };
}

/** One page of what `read` finds in the window it is given, and how many `count` finds in all. */
export async function listRecords<Row extends Keyed>(
  query: RecordListQuery,
  {
    count,
    read,
  }: { count: () => Promise<number>; read: (window: Window<RecordSort>) => Promise<Row[]> },
): Promise<Listed<Row>> {
  const [total, { rows, next, previous }] = await Promise.all([count(), sortedPage(query, read)]);
  return { count: total, next, previous, results: rows };
}
