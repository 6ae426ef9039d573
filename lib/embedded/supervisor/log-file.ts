// Opens the log of a process and keeps it from growing without end.
import { copyFileSync, mkdirSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

const rotateAboveBytes = 10 * 1024 * 1024;

/** A file descriptor that appends; the caller closes it. */
export function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'a', 0o600);
}

/**
 * Moves what is in a log above the limit to `<path>.1`. The file is copied and emptied, not renamed:
 * a running process goes on appending to the one it holds open.
 */
export function rotateLog(path: string, limitBytes = rotateAboveBytes): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= limitBytes) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
}

/** The last lines of a log, for an error message. */
export function logTail(path: string, lines = 15): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
