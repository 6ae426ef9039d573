// The uploads in a few figures: how many, how far, how fast, what is left, what needs a person.
import {
  canPause,
  isActive,
  isStored,
  sentBytes,
  sentShare,
  type Upload,
} from '#lib/client/upload/upload.ts';

export type QueueSummary = {
  /** Those on their way, paused ones included. */
  runningCount: number;
  /** Of all that set out together; never 1 before the last one is stored. */
  share: number;
  /** Null while no speed is known. */
  bytesPerSecond: number | null;
  /** Null until it can be told: something is sent, and the speed of all that is sent is known. */
  secondsLeft: number | null;
  /** Those left from an earlier visit. */
  waitingCount: number;
  failedCount: number;
  /** Whether anything stands still until a person does something about it. */
  needsSomebody: boolean;
  canPauseAny: boolean;
  canResumeAny: boolean;
};

export type Batch = ReadonlySet<string>;
export const emptyBatch: Batch = new Set();

/**
 * The ids of those that set out together: a finished one counts until all are done, so that the
 * share of the whole does not fall when one arrives. Answers `batch` itself when nothing changed.
 */
export function nextBatch(batch: Batch, uploads: readonly Upload[]): Batch {
  if (!uploads.some(isRunning)) return batch.size === 0 ? batch : emptyBatch;
  const next = uploads
    .filter((upload) => isRunning(upload) || (batch.has(upload.id) && isStored(upload)))
    .map(({ id }) => id);
  return next.length === batch.size && next.every((id) => batch.has(id)) ? batch : new Set(next);
}

export function summaryOf(uploads: readonly Upload[], batch: Batch): QueueSummary {
  const running = uploads.filter(isRunning);
  const together = uploads.filter(({ id }) => batch.has(id));
  const states = uploads.map(({ state }) => state);
  const waitingCount = states.filter(({ name }) => name === 'waiting').length;
  const failedCount = states.filter(({ name }) => name === 'failed').length;
  const waitsForAnswer = states.some(
    (state) =>
      state.name === 'duplicate' || ('waitingFor' in state && state.waitingFor === 'login'),
  );
  return {
    runningCount: running.length,
    share: running.length > 0 ? Math.min(sentShare(together), 0.99) : 1,
    ...paceOf(running),
    waitingCount,
    failedCount,
    needsSomebody: waitsForAnswer || waitingCount > 0 || failedCount > 0,
    canPauseAny: uploads.some(canPause),
    canResumeAny: states.some(({ name }) => name === 'paused'),
  };
}

function isRunning(upload: Upload): boolean {
  return isActive(upload) || upload.state.name === 'paused';
}

function paceOf(running: readonly Upload[]): Pick<QueueSummary, 'bytesPerSecond' | 'secondsLeft'> {
  const speeds = running.flatMap(({ state }) =>
    state.name === 'uploading' && !state.waitingFor ? [state.bytesPerSecond] : [],
  );
  const known = speeds.filter((speed) => speed !== null);
  const bytesPerSecond = known.length > 0 ? known.reduce((sum, speed) => sum + speed, 0) : null;
  const isStable = known.length === speeds.length;
  if (!bytesPerSecond || !isStable) return { bytesPerSecond, secondsLeft: null };
  const left = running
    .filter(isActive)
    .reduce((sum, upload) => sum + upload.byteSize - sentBytes(upload), 0);
  return { bytesPerSecond, secondsLeft: Math.ceil(left / bytesPerSecond) };
}
