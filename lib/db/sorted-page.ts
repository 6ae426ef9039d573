// Paging lists by key, in the order that was asked for: as fast on the last page as on the first.
import 'server-only';
import { z } from 'zod';
import { AppError } from '../shared/errors.ts';
import type { ListQuery } from '../shared/schemas/list.ts';

/** PostgreSQL compares no text with one that contains a NUL. */
const text = z.string().refine((key) => !key.includes('\0'));

/** What lists can be sorted by, and what a cursor may say of it. */
const keySchemas = {
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  title: text,
  fileName: text,
  byteSize: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
};
type Column = keyof typeof keySchemas;
/** With a minus, the largest comes first. */
export type Sort = Column | `-${Column}`;

export type Keyed = {
  id: string;
  createdAt?: Date;
  updatedAt?: Date;
  title?: string | null;
  fileName?: string;
  byteSize?: bigint;
};
/** The query parameters that lead to a neighbouring page. */
export type PageLink = { cursor: string } | { page: string };
export type Page<Row> = { rows: Row[]; next: PageLink | null; previous: PageLink | null };

type Direction = 'asc' | 'desc';
type ColumnOf<Asked extends Sort> = Asked extends `-${infer C extends Column}` ? C : Asked & Column;
type OrderBy<C extends Column> = C extends Column ? Record<C, Direction> : never;

/** What a list adds to its own conditions, where it can be sorted by these columns. */
export type Window<Asked extends Sort> = {
  where: object;
  orderBy: (OrderBy<ColumnOf<Asked>> | { id: Direction })[];
  skip: number;
  take: number;
};

const cursorSchema = z.object({
  sort: z.string(),
  towards: z.enum(['next', 'previous']),
  key: z.string(),
  id: z.uuid(),
});
type Cursor = z.output<typeof cursorSchema>;
/** With the key as the column holds it. */
type Place = Omit<Cursor, 'key'> & { key: string | bigint };

/**
 * One page. `read` gets the window to add to its own conditions, and is asked for one row more
 * than a page holds, which tells whether there is a next one. `page` works by offset, for people
 * who type it; links go by cursor. Throws `invalid_request` for a cursor we did not make, or made
 * for another order.
 */
export async function sortedPage<Row extends Keyed, Asked extends Sort>(
  query: Pick<ListQuery, 'page' | 'pageSize' | 'cursor'> & { sort: Asked },
  read: (window: Window<Asked>) => Promise<Row[]>,
): Promise<Page<Row>> {
  const { sort, page, pageSize } = query;
  const column = columnOf(sort);
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor, sort);
  const isBackwards = cursor?.towards === 'previous';
  const order = sort.startsWith('-') === isBackwards ? 'asc' : 'desc';
  const found = await read({
    where: cursor ? beyond(cursor, column, order) : {},
    orderBy: [{ [column]: order } as OrderBy<ColumnOf<Asked>>, { id: order }],
    skip: cursor ? 0 : (page - 1) * pageSize,
    take: pageSize + 1,
  });
  const hasMore = found.length > pageSize;
  const kept = found.slice(0, pageSize);
  const rows = isBackwards ? kept.reverse() : kept;
  const next = linkFrom(rows.at(-1), sort, 'next');
  const previous = linkFrom(rows[0], sort, 'previous');
  if (isBackwards) return { rows, next, previous: hasMore ? previous : null };
  return { rows, next: hasMore ? next : null, previous: cursor ? previous : pageBefore(page) };
}

function columnOf(sort: Sort): Column {
  return sort.replace(/^-/, '') as Column;
}

function pageBefore(page: number): PageLink | null {
  return page > 1 ? { page: String(page - 1) } : null;
}

function beyond({ key, id }: Place, column: Column, order: Direction): object {
  const side = order === 'desc' ? 'lt' : 'gt';
  // The first condition says nothing new, but it is the one an index can start from.
  return {
    [column]: { [`${side}e`]: key },
    OR: [{ [column]: { [side]: key } }, { [column]: key, id: { [side]: id } }],
  };
}

function linkFrom(row: Keyed | undefined, sort: Sort, towards: Cursor['towards']): PageLink | null {
  if (!row) return null;
  const value = row[columnOf(sort)];
  if (value === undefined || value === null) throw new Error(`a row without ${sort}`);
  const key = value instanceof Date ? value.toISOString() : String(value);
  const cursor: Cursor = { sort, towards, key, id: row.id };
  return { cursor: Buffer.from(JSON.stringify(cursor)).toString('base64url') };
}

function readCursor(text: string, sort: Sort): Place {
  try {
    const cursor = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (cursor.sort !== sort) throw new Error(`a cursor of ${cursor.sort}`);
    return { ...cursor, key: keySchemas[columnOf(sort)].parse(cursor.key) };
  } catch (cause) {
    throw new AppError('invalid_request', 'The cursor is not one of ours, or of another order.', {
      cause,
      fields: [{ path: 'cursor', message: 'Use the next or previous address as it is.' }],
    });
  }
}
