// Tries something again while that can help.
import { AppError } from '#lib/shared/errors.ts';
import { pause } from '../pause.ts';
import { backoffMs, maxTries, retryAdvice } from './backoff.ts';
import type { WaitingFor } from './upload.ts';

/** Whether the browser has a network, and when it has one again. */
export type Connectivity = {
  isOnline: () => boolean;
  /** Resolves when online; rejects with the signal's reason. */
  untilOnline: (signal: AbortSignal) => Promise<void>;
};

/** Tells when the person has signed in again. */
export type Login = {
  /**
   * Waits for one that comes after `askedAtMs` (of `performance.now()`): the refusal of what was asked
   * just before it may arrive after it. Rejects with the signal's reason.
   */
  untilSignedIn: (signal: AbortSignal, askedAtMs: number) => Promise<void>;
};

export type RetryContext = {
  signal: AbortSignal;
  connectivity: Connectivity;
  login: Login;
  random: () => number;
  /** Told what is being waited for, and null when work goes on. */
  onWait: (waitingFor: WaitingFor) => void;
};

/**
 * Answers what `attempt` answers, trying up to 8 times with full-jitter pauses of 0.5 → 30 s.
 * `attempt` is told the error of the try before. Time without a network or a login does not use up
 * tries.
 * Throws the last error, at once when repeating cannot help.
 */
export async function retrying<Answer>(
  context: RetryContext,
  attempt: (previous: unknown) => Promise<Answer>,
): Promise<Answer> {
  const { signal, connectivity, login, random, onWait } = context;
  let previous: unknown;
  for (let failedTries = 0; ; ) {
    if (!connectivity.isOnline()) {
      onWait('connection');
      await connectivity.untilOnline(signal);
      onWait(null);
    }
    signal.throwIfAborted();
    const askedAtMs = performance.now();
    try {
      return await attempt(previous);
    } catch (error) {
      signal.throwIfAborted();
      previous = error;
      if (!connectivity.isOnline()) continue;
      if (error instanceof AppError && error.code === 'unauthenticated') {
        onWait('login');
        await login.untilSignedIn(signal, askedAtMs);
        onWait(null);
        continue;
      }
      failedTries += 1;
      const { worthIt, afterSeconds } = retryAdvice(error);
      if (!worthIt || failedTries >= maxTries) throw error;
      onWait('retry');
      await pause((afterSeconds ?? 0) * 1000 + backoffMs(failedTries, random), signal);
      onWait(null);
    }
  }
}
