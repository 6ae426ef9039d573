// Doing the same to many records, where one that cannot be done does not stop the others.
import 'server-only';
import { log } from '../env/log.ts';
import { AppError } from '../shared/errors.ts';
import type { Bulk, BulkAnswer, Noun, RecordAction } from '../shared/schemas/record.ts';
import type { Context } from './own.ts';
import { setPublished, setPublishedAt } from './publish-film.ts';
import { purgeRecord, restoreRecord, trashRecord } from './trash.ts';

const forFilms: readonly RecordAction[] = ['publish', 'unpublish', 'schedule'];

/**
 * One after the other, each in a transaction of its own; the answers come in the order of the ids.
 * Throws `invalid_request` for what cannot be done to such records at all.
 */
export async function bulkRecords(
  noun: Noun,
  { ids, action, dates = {} }: Bulk,
  context: Context,
): Promise<BulkAnswer> {
  if (noun !== 'film' && forFilms.includes(action)) {
    const message = 'Only films are published.';
    throw new AppError('invalid_request', message, { fields: [{ path: 'action', message }] });
  }
  const results: BulkAnswer['results'] = [];
  for (const id of new Set(ids)) {
    try {
      await perform(action, { noun, id, date: dates[id], context });
      results.push({ id, ok: true });
    } catch (error) {
      results.push({ id, ok: false, error: reasonOf(error, { noun, id, action }) });
    }
  }
  return { results };
}

type Wish = {
  noun: Noun;
  id: string;
  /** Undefined where nobody said one. */
  date: string | null | undefined;
  context: Context;
};

async function perform(action: RecordAction, { noun, id, date, context }: Wish): Promise<void> {
  switch (action) {
    case 'delete':
      return trashRecord(noun, id, context);
    case 'restore':
      return restoreRecord(noun, id, context);
    case 'purge':
      return purgeRecord(noun, id, context);
    case 'publish':
      return setPublished(id, true, context);
    case 'unpublish':
      return setPublished(id, false, context);
    case 'schedule':
      if (date === undefined) throw noDate();
      return setPublishedAt(id, date === null ? null : new Date(date), context);
  }
}

function noDate(): AppError {
  const message = 'Say in `dates` when it is published, or null.';
  return new AppError('invalid_request', message, { fields: [{ path: 'dates', message }] });
}

/** What we did not expect is logged, and told by a fixed sentence. */
function reasonOf(error: unknown, what: { noun: Noun; id: string; action: RecordAction }) {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  log().error({ ...what, err: error }, 'one of many records could not be changed');
  return { code: 'internal', message: 'Something went wrong on our side.' };
}
