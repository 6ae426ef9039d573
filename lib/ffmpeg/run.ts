// Runs one ffmpeg job: progress, abort, limits, and an error that says what went wrong.
import 'server-only';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { failureOf } from './failures.ts';
import { type FfmpegJob, jobArguments } from './job.ts';
import { limited, mostOutputBytes } from './process-limits.ts';

export type RunOptions = {
  /** The program to run. */
  ffmpeg: string;
  /** Wall clock; when it is over the process group is killed and `processing_timeout` thrown. */
  timeoutSeconds: number;
  signal?: AbortSignal | undefined;
  /** Called with the share of `durationSeconds` written so far, 0 to 1, never going back. */
  onProgress?: ((fraction: number) => void) | undefined;
  /** How long the output will be; needed for progress. */
  durationSeconds?: number | undefined;
  /** What one file may take; where nothing is said, as much as that length can. */
  outputBytes?: number | undefined;
};

/** A runner promises: resolved means ffmpeg exited with 0, which proves nothing about the files. */
export type Runner = (job: FfmpegJob, options: RunOptions) => Promise<void>;

const logLineCount = 40;

/**
 * Starts ffmpeg directly, in a process group of its own, under the machine's limits.
 * Throws `MediaFailure` when the file is at fault, the signal's reason when aborted, `Error` otherwise.
 */
export const runDirectly: Runner = async (job, options) => {
  const { ffmpeg, timeoutSeconds, signal, durationSeconds } = options;
  const usualBytes = durationSeconds ? mostOutputBytes(durationSeconds) : undefined;
  const { outputBytes = usualBytes } = options;
  signal?.throwIfAborted();
  const { command, leadingArguments } = limited(ffmpeg, timeoutSeconds, outputBytes);
  const args = [...leadingArguments, '-nostats', '-progress', 'pipe:1', ...jobArguments(job)];
  // `detached` makes it the leader of a new group, so that nothing it starts outlives it.
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const kill = () => killGroup(child.pid);
  const deadline = deadlineFor(timeoutSeconds, kill);
  signal?.addEventListener('abort', kill, { once: true });

  const report = progressReader(options);
  createInterface({ input: child.stdout }).on('line', report);
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line.slice(0, 500));
    if (log.length > logLineCount) log.shift();
  });

  try {
    const { code, killedBy } = await ended(child);
    signal?.throwIfAborted();
    if (code !== 0) {
      throw failureOf({ isLate: deadline.isOver(), code, killedBy, log });
    }
  } finally {
    deadline.clear();
    signal?.removeEventListener('abort', kill);
  }
};

/** A timer that calls `expire` once and remembers that it did. */
export function deadlineFor(timeoutSeconds: number, expire: () => void) {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    expire();
  }, timeoutSeconds * 1000);
  return { isOver: () => isOver, clear: () => clearTimeout(timer) };
}

function ended(
  child: ReturnType<typeof spawn>,
): Promise<{ code: number | null; killedBy: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // `close`, not `exit`: the log must have been read to its end.
    child.once('close', (code, killedBy) => resolve({ code, killedBy }));
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') process.kill(pid, 'SIGKILL');
    else process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It may have ended by itself a moment ago; anything else is worth knowing.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Reads `-progress` lines. `out_time_ms` is in microseconds, in every build, whatever its name says. */
function progressReader({ durationSeconds, onProgress }: RunOptions): (line: string) => void {
  let highest = 0;
  return (line) => {
    const microseconds = Number(/^out_time_ms=(\d+)/.exec(line)?.[1]);
    if (!durationSeconds || !(microseconds > 0)) return;
    const fraction = Math.min(1, microseconds / 1e6 / durationSeconds);
    if (fraction <= highest) return;
    highest = fraction;
    onProgress?.(fraction);
  };
}
