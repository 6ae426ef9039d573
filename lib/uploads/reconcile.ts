// Finishing what a client sent but never said it did: its answer was lost, or its tab is gone.
import 'server-only';
import { claimSilentUploads, type SilentUpload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError, isPermanent } from '../shared/errors.ts';
import { completeUpload } from './complete-upload.ts';
import type { UploadRules } from './policy.ts';
import { settleEach } from './settle-each.ts';

const batchSize = 100;
const retryMs = 60_000;

export type ReconcileResult = {
  checked: number;
  completed: number;
  /** Bytes are missing: looked at again later, until the sweep takes them. */
  incomplete: number;
  /** Refused for what they are, or cancelled meanwhile. */
  refused: number;
  /** The store or the database did not answer: tried again soon. */
  failed: number;
};

/** One bounded batch of open uploads whose client is silent: each is completed as its owner would. */
export async function reconcileUploads(ports: Ports, rules: UploadRules): Promise<ReconcileResult> {
  const silent = await claimSilentUploads(ports.db, {
    ...{ now: ports.now(), limit: batchSize },
    silentMinutes: rules.silentMinutes,
  });
  const result = { checked: silent.length, completed: 0, incomplete: 0, refused: 0, failed: 0 };
  const outcomes = await settleEach(silent, (upload) => reconcile(upload, ports, rules));
  for (const outcome of outcomes) result['error' in outcome ? 'failed' : outcome.value] += 1;
  return result;
}

async function reconcile(
  { id, ownerId }: SilentUpload,
  ports: Ports,
  rules: UploadRules,
): Promise<'completed' | 'incomplete' | 'refused'> {
  try {
    await completeUpload(id, { actor: { id: ownerId }, ports, rules });
    return 'completed';
  } catch (error) {
    if (!(error instanceof AppError) || !isPermanent(error)) {
      await ports.db.upload.updateMany({
        where: { id, status: 'open' },
        data: { nextCheckAt: new Date(ports.now().getTime() + retryMs) },
      });
      throw error;
    }
    return error.code === 'upload_incomplete' ? 'incomplete' : 'refused';
  }
}
