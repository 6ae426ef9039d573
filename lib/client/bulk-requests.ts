// The requests that do the same to many media.
import { AppError, type ErrorCode, errorStatus } from '#lib/shared/errors.ts';
import { api } from '#lib/shared/paths.ts';
import type { MediaAction } from '#lib/shared/schemas/media.ts';
import {
  type Bulk,
  type BulkAnswer,
  bulkAnswerSchema,
  type Noun,
} from '#lib/shared/schemas/record.ts';
import { request } from './api.ts';

export type BulkWish = {
  ids: readonly string[];
  action: MediaAction;
  /** Of `delete`: also those that are in use. */
  force?: boolean | undefined;
};
/** What became of one: nothing to say, or why it could not be done. */
export type BulkOutcome = { id: string; error: unknown };

/** The API takes so many at once. */
const idsAtOnce = 100;

/** Does it to all, a hundred at a time. A lot nobody answered for is as many that could not be done. */
export async function bulkMedia({ ids, action, force }: BulkWish): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const lot = ids.slice(at, at + idsAtOnce);
    try {
      outcomes.push(...(await bulkMediaOnce({ ids: lot, action, force })));
    } catch (error) {
      outcomes.push(...lot.map((id) => ({ id, error })));
    }
  }
  return outcomes;
}

/** One request, for at most a hundred. Throws like `request`. */
export function bulkMediaOnce({ ids, action, force }: BulkWish): Promise<BulkOutcome[]> {
  return ask(api.bulkMedia(), { ids, action, ...(force ? { force } : {}) });
}

/** The same for records. */
export function bulkRecordsOnce(noun: Noun, bulk: Bulk): Promise<BulkOutcome[]> {
  return ask(api.bulkRecords(noun), bulk);
}

async function ask(path: string, body: object): Promise<BulkOutcome[]> {
  return bulkOutcomes(await request(path, bulkAnswerSchema, { method: 'POST', body }));
}

/** With the server's own errors. */
export function bulkOutcomes({ results }: BulkAnswer): BulkOutcome[] {
  return results.map(({ id, error }) => ({ id, error: error && asAppError(error) }));
}

function asAppError({ code, message }: { code: string; message: string }): AppError {
  return new AppError(code in errorStatus ? (code as ErrorCode) : 'internal', message);
}
