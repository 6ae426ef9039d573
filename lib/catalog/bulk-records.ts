// Doing the same to many records, where one that cannot be done does not stop the others.
import 'server-only';
import { log } from '../env/log.ts';
import { AppError } from '../shared/errors.ts';
import type { Bulk, BulkAnswer, Noun, RecordAction } from '../shared/schemas/record.ts';
import type { Context } from './own.ts';
import { setPublished } from './publish-film.ts';
import { purgeRecord, restoreRecord, trashRecord } from './trash.ts';

/**
 * One after the other, each in a transaction of its own; the answers come in the order of the ids.
 * Throws `invalid_request` for what cannot be done to such records at all.
 */
export async function bulkRecords(
  noun: Noun,
  { ids, action }: Bulk,
  context: Context,
): Promise<BulkAnswer> {
  if (noun !== 'film' && (action === 'publish' || action === 'unpublish')) {
    const message = 'Only films are published.';
    throw new AppError('invalid_request', message, { fields: [{ path: 'action', message }] });
  }
  const results: BulkAnswer['results'] = [];
  for (const id of new Set(ids)) {
    try {
      await perform(action, { noun, id, context });
      results.push({ id, ok: true });
    } catch (error) {
      results.push({ id, ok: false, error: reasonOf(error, { noun, id, action }) });
    }
  }
  return { results };
}

function perform(
  action: RecordAction,
  { noun, id, context }: { noun: Noun; id: string; context: Context },
): Promise<void> {
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
  }
}

/** What we did not expect is logged, and told by a fixed sentence. */
function reasonOf(error: unknown, what: { noun: Noun; id: string; action: RecordAction }) {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  log().error({ ...what, err: error }, 'one of many records could not be changed');
  return { code: 'internal', message: 'Something went wrong on our side.' };
}
