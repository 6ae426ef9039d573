// What became of each of many, as the contract says it.
import 'server-only';
import type { BulkAnswer } from '../shared/schemas/record.ts';
import { problemOf } from './problem.ts';

/** What we did not expect is logged, and told in the same fixed sentence as anywhere. */
export function bulkAnswer(
  outcomes: readonly { id: string; error?: unknown }[],
  requestId: string,
): BulkAnswer {
  return {
    results: outcomes.map(({ id, error }) => {
      if (error === undefined) return { id, ok: true };
      const { code, detail } = problemOf(error, requestId);
      return { id, ok: false, error: { code, message: detail } };
    }),
  };
}
