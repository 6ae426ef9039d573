// Says how long to wait before the next try, and whether one makes sense.
import { AppError, isPermanent } from '#lib/shared/errors.ts';
import { NetworkError } from '../network-error.ts';
import { StoreRefusal } from './put-blob.ts';

export const maxTries = 8;
const firstDelayMs = 500;
const longestDelayMs = 30_000;

/** Full jitter: anything between nothing and a ceiling that doubles with every try, in milliseconds. */
export function backoffMs(failedTries: number, random: () => number): number {
  return random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (failedTries - 1));
}

/** `afterSeconds` is what the other side asked for; it is waited out in full. */
export function retryAdvice(error: unknown): { worthIt: boolean; afterSeconds?: number } {
  if (error instanceof NetworkError) return { worthIt: true };
  if (error instanceof StoreRefusal) {
    return { worthIt: error.isTransient, afterSeconds: error.retryAfterSeconds };
  }
  if (error instanceof AppError) {
    return { worthIt: !isPermanent(error), afterSeconds: error.retryAfterSeconds };
  }
  return { worthIt: false };
}
