// What a change makes of a list that was asked for before.
import type { Noun, RecordAction } from '#lib/shared/schemas/record.ts';
import type { RecordList, Records } from './record-schemas.ts';

export type RecordChange = {
  action: RecordAction;
  ids: readonly string[];
  /** Of `schedule`: by id. */
  dates?: Record<string, string | null> | undefined;
};

/**
 * The list as it will be after the change. `search` is what it was asked with: what is deleted goes
 * from a list, what is brought back or deleted for ever goes from the trash. What comes into a list
 * comes when it is asked again.
 */
export function changedList<N extends Noun>(
  list: RecordList<N>,
  search: string,
  { action, ids, dates = {} }: RecordChange,
  now: Date,
): RecordList<N> {
  const isMeant = ({ id }: { id: string }) => ids.includes(id);
  if (leaves(new URLSearchParams(search), action)) {
    const results = list.results.filter((record) => !isMeant(record));
    return { ...list, results, count: list.count - (list.results.length - results.length) };
  }
  if (action === 'delete' || action === 'restore' || action === 'purge') return list;
  const change = (record: Records[N]) => {
    if (action === 'schedule') return withDate(record, dates[record.id]);
    return withPublished(record, action, now);
  };
  return {
    ...list,
    results: list.results.map((record) => (isMeant(record) ? change(record) : record)),
  };
}

function leaves(asked: URLSearchParams, action: RecordAction): boolean {
  const isTrash = asked.get('trash') === '1';
  switch (action) {
    case 'delete':
      return !isTrash;
    case 'restore':
    case 'purge':
      return isTrash;
    case 'publish':
      return asked.get('state') === 'draft';
    case 'unpublish':
      return asked.get('state') === 'published';
    case 'schedule':
      return false;
  }
}

function withDate<Item extends object>(record: Item, publishedAt: string | null | undefined): Item {
  return publishedAt !== undefined && 'publishedAt' in record ? { ...record, publishedAt } : record;
}

/** What is public already stays so since when it is. */
function withPublished<Item extends object>(
  record: Item,
  action: 'publish' | 'unpublish',
  now: Date,
): Item {
  if (!('publishedAt' in record)) return record;
  if (action === 'unpublish') return { ...record, publishedAt: null };
  const { publishedAt } = record;
  const isPublic = typeof publishedAt === 'string' && new Date(publishedAt) <= now;
  return isPublic ? record : { ...record, publishedAt: now.toISOString() };
}
