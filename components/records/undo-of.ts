// What takes back what was done to records.
import type { RecordWish } from '#lib/client/record-runs.ts';
import type { RecordAction } from '#lib/shared/schemas/record.ts';

/** What is done to a record goes by its id; its title is for the words about it. */
export type Acted = {
  id: string;
  title: string;
  /** Of a film: as it was before. */
  publishedAt?: string | null | undefined;
};

export type Undo = { wish: RecordWish; records: readonly Acted[] };

/**
 * Null where there is no way back, or nothing changed. `startedAt` is when it was begun: what was
 * public by then stayed as it was when it was published.
 */
export function undoOf(action: RecordAction, done: readonly Acted[], startedAt: Date): Undo | null {
  if (action === 'delete') return { wish: { action: 'restore' }, records: done };
  if (action !== 'publish' && action !== 'unpublish') return null;
  const records = done.filter(({ publishedAt }) => {
    if (action === 'unpublish') return typeof publishedAt === 'string';
    return publishedAt === null || (publishedAt && new Date(publishedAt) > startedAt);
  });
  if (records.length === 0) return null;
  const dates = Object.fromEntries(records.map(({ id, publishedAt }) => [id, publishedAt ?? null]));
  return { wish: { action: 'schedule', dates }, records };
}
