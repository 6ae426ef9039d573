// How much of uploading one person may do at a time, and how much they may keep.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { keptQuota, lockUploadsOf, type Quota, roomOf } from '../db/uploads.ts';
import { AppError } from '../shared/errors.ts';
import type { UploadRules } from './policy.ts';

const roomRetrySeconds = 60;
const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/**
 * Takes the room for one more upload, or throws `rate_limited` where too much is open, `quota_exceeded`
 * where too much is kept. Read once in a transaction that keeps others from opening uploads of the same
 * owner, so what is counted here stays true. `joining`: partial uploads that become the new one.
 */
export async function roomFor(
  { ownerId, joining }: { ownerId: string; joining?: readonly string[] },
  { maxOpenUploads, maxOpenBytes }: Pick<UploadRules, 'maxOpenUploads' | 'maxOpenBytes'>,
  tx: Transaction,
): Promise<(byteSize: number) => void> {
  const { open, quota } = await roomOf(tx, ownerId, joining);
  return (byteSize) => {
    if (open.count + 1 > maxOpenUploads) {
      throw full(`${maxOpenUploads} of your uploads are open`);
    }
    if (open.byteSize + byteSize > maxOpenBytes) {
      throw full(`your open uploads would hold more than ${maxOpenBytes / gibibyte} GB`);
    }
    if (quota) take(byteSize, quota);
    open.count += 1;
    open.byteSize += byteSize;
  };
}

/**
 * Those of a person's uploads that have arrived and may stay. A quota may have been lowered since they
 * were opened: what is over it stays open, and can be completed once there is room. Where there is a quota,
 * no other uploads of this owner arrive till the end of the transaction.
 */
export async function withinQuota<Arrived extends { id: string }>(
  arrivals: readonly Arrived[],
  { ownerId, byteSizeOf }: { ownerId: string; byteSizeOf: (arrival: Arrived) => number },
  tx: Transaction,
): Promise<{ fitting: Arrived[]; over: ReadonlyMap<string, AppError> }> {
  const over = new Map<string, AppError>();
  if (!(await keptQuota(tx, ownerId))) return { fitting: [...arrivals], over };
  await lockUploadsOf(tx, ownerId);
  const quota = await keptQuota(tx, ownerId);
  const fitting = arrivals.filter((arrival) => {
    try {
      if (quota) take(byteSizeOf(arrival), quota);
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      over.set(arrival.id, error);
      return false;
    }
  });
  return { fitting, over };
}

function take(byteSize: number, quota: Quota): void {
  if (quota.takenBytes + byteSize > quota.byteSize) {
    const left = Math.max(0, Math.floor((quota.byteSize - quota.takenBytes) / mebibyte));
    const sentence = `Your storage of ${Math.floor(quota.byteSize / mebibyte)} MB has ${left} MB left: delete files you no longer need, or ask an administrator for more.`;
    throw new AppError('quota_exceeded', sentence);
  }
  quota.takenBytes += byteSize;
}

function full(what: string): AppError {
  return new AppError('rate_limited', `Finish or remove some uploads first: ${what}.`, {
    retryAfterSeconds: roomRetrySeconds,
  });
}
