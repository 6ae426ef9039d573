// Preloaded with --import: ends this process when the one that started it is gone, even by kill -9.
import { isMainThread } from 'node:worker_threads';

/** Set by the parent for this one process. */
export const parentVariable = 'END_WITH_PARENT';

const graceSeconds = 15;

if (isMainThread && process.env[parentVariable]) {
  // Not for what this process starts: its stdin is not the parent's pipe.
  delete process.env[parentVariable];
  process.stdin.once('end', endSelf);
  process.stdin.once('error', endSelf);
  process.stdin.resume();
  // Waiting for the parent's end is no reason to stay alive.
  if ('unref' in process.stdin) process.stdin.unref();
}

/** A SIGTERM like any other, so that the process cleans up in its usual way; then by force. */
function endSelf(): void {
  setTimeout(() => process.exit(1), graceSeconds * 1000).unref();
  process.kill(process.pid, 'SIGTERM');
}
