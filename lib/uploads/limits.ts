// How much of uploading one person may do at a time.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { openTotals } from '../db/uploads.ts';
import { AppError } from '../shared/errors.ts';
import type { UploadRules } from './policy.ts';

const roomRetrySeconds = 60;
const gibibyte = 1024 ** 3;

/**
 * Takes the room for one more upload, or throws `rate_limited`. Read once in a transaction that keeps
 * others from opening uploads of the same owner, so what is counted here stays true.
 */
export async function roomFor(
  ownerId: string,
  { maxOpenUploads, maxOpenBytes }: Pick<UploadRules, 'maxOpenUploads' | 'maxOpenBytes'>,
  tx: Transaction,
): Promise<(byteSize: number) => void> {
  const open = await openTotals(tx, ownerId);
  return (byteSize) => {
    if (open.count + 1 > maxOpenUploads) {
      throw full(`${maxOpenUploads} of your uploads are open`);
    }
    if (open.byteSize + byteSize > maxOpenBytes) {
      throw full(`your open uploads would hold more than ${maxOpenBytes / gibibyte} GB`);
    }
    open.count += 1;
    open.byteSize += byteSize;
  };
}

function full(what: string): AppError {
  return new AppError('rate_limited', `Finish or remove some uploads first: ${what}.`, {
    retryAfterSeconds: roomRetrySeconds,
  });
}
