// Runs ffmpeg or ffprobe for what it prints, which may be too much to keep.
import 'server-only';
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { failureOf } from './failures.ts';
import { limited } from './process-limits.ts';
import { deadlineFor } from './run.ts';

type Program = {
  program: string;
  args: readonly string[];
  /** Wall clock. */
  timeoutSeconds: number;
  signal?: AbortSignal | undefined;
};

const keptLogLength = 2_000;

/**
 * Hands the output to `read` while it comes; resolves when all of it was read and the program ended
 * well, with what it complained of. Throws like a runner: `MediaFailure`, the signal's reason, `Error`.
 */
export async function readOutput(
  { program, args, timeoutSeconds, signal }: Program,
  read: (output: Readable) => void,
): Promise<string> {
  signal?.throwIfAborted();
  const { command, leadingArguments } = limited(program, timeoutSeconds);
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn(command, [...leadingArguments, ...args], { stdio: [...stdio] });
  const kill = () => child.kill('SIGKILL');
  const deadline = deadlineFor(timeoutSeconds, kill);
  signal?.addEventListener('abort', kill, { once: true });
  read(child.stdout);
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk).slice(-keptLogLength);
  });
  try {
    const [code, killedBy] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (...ending) => resolve(ending));
      },
    );
    signal?.throwIfAborted();
    if (code !== 0) throw failureOf({ isLate: deadline.isOver(), code, killedBy, log: [log] });
    return log;
  } finally {
    deadline.clear();
    signal?.removeEventListener('abort', kill);
  }
}
