// Paging lists by key, newest first: as fast on the last page as on the first.
import 'server-only';
import { z } from 'zod';
import { AppError } from '../shared/errors.ts';
import type { ListQuery } from '../shared/schemas/list.ts';

type Keyed = { id: string; createdAt: Date };
/** The query parameters that lead to a neighbouring page. */
export type PageLink = { cursor: string } | { page: string };
export type Page<Row> = { rows: Row[]; next: PageLink | null; previous: PageLink | null };

const cursorSchema = z.object({
  towards: z.enum(['older', 'newer']),
  createdAt: z.iso.datetime(),
  id: z.uuid(),
});
type Cursor = z.output<typeof cursorSchema>;

type Window = {
  where: object;
  orderBy: ({ createdAt: 'asc' | 'desc' } | { id: 'asc' | 'desc' })[];
  skip: number;
  take: number;
};

/**
 * One page. `read` gets the window to add to its own conditions, and is asked for one row more
 * than a page holds, which tells whether there is a next one. `page` works by offset, for people
 * who type it; links go by cursor. Throws `invalid_request` for a cursor we did not make.
 */
export async function newestFirst<Row extends Keyed>(
  query: Pick<ListQuery, 'page' | 'pageSize' | 'cursor'>,
  read: (window: Window) => Promise<Row[]>,
): Promise<Page<Row>> {
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor);
  const isBackwards = cursor?.towards === 'newer';
  const order = isBackwards ? 'asc' : 'desc';
  const found = await read({
    where: cursor ? beyond(cursor) : {},
    orderBy: [{ createdAt: order }, { id: order }],
    skip: cursor ? 0 : (query.page - 1) * query.pageSize,
    take: query.pageSize + 1,
  });
  const hasMore = found.length > query.pageSize;
  const kept = found.slice(0, query.pageSize);
  const rows = isBackwards ? kept.reverse() : kept;
  const older = linkFrom('older', rows.at(-1));
  const newer = linkFrom('newer', rows[0]);
  if (isBackwards) return { rows, next: older, previous: hasMore ? newer : null };
  return { rows, next: hasMore ? older : null, previous: cursor ? newer : pageBefore(query.page) };
}

function pageBefore(page: number): PageLink | null {
  return page > 1 ? { page: String(page - 1) } : null;
}

function beyond({ towards, createdAt, id }: Cursor): object {
  const side = towards === 'older' ? 'lt' : 'gt';
  // The first condition says nothing new, but it is the one an index can start from.
  return {
    createdAt: { [`${side}e`]: createdAt },
    OR: [{ createdAt: { [side]: createdAt } }, { createdAt, id: { [side]: id } }],
  };
}

function linkFrom(towards: Cursor['towards'], row: Keyed | undefined): PageLink | null {
  if (!row) return null;
  const cursor: Cursor = { towards, createdAt: row.createdAt.toISOString(), id: row.id };
  return { cursor: Buffer.from(JSON.stringify(cursor)).toString('base64url') };
}

function readCursor(text: string): Cursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw new AppError('invalid_request', 'The cursor is not one of ours.', {
      cause,
      fields: [{ path: 'cursor', message: 'Use the next or previous address as it is.' }],
    });
  }
}
