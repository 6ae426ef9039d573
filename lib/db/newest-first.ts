// Paging lists by when a row was made, newest first.
import 'server-only';
import type { ListQuery } from '../shared/schemas/list.ts';
import { type Keyed, type Page, sortedPage, type Window } from './sorted-page.ts';

/** One page; see `sortedPage`. */
export function newestFirst<Row extends Keyed>(
  query: Pick<ListQuery, 'page' | 'pageSize' | 'cursor'>,
  read: (window: Window<'-createdAt'>) => Promise<Row[]>,
): Promise<Page<Row>> {
  return sortedPage({ ...query, sort: '-createdAt' }, read);
}
