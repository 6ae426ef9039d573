// A lock between processes that the kernel frees by itself when its holder dies, even by kill -9.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

export type FileLock = { release(): void };

const SQLITE_BUSY = 5;

// A handle nobody refers to any more is closed by the garbage collector, which frees the lock.
const held = new Set<DatabaseSync>();

/**
 * Takes the lock kept in the file `path`, or returns null when another holder has it.
 * `holder` is what others are told by `lockHolder` meanwhile.
 */
export function tryFileLock(path: string, holder = `process ${process.pid}`): FileLock | null {
  mkdirSync(dirname(path), { recursive: true });
  // SQLite's exclusive transaction is the portable way to a kernel file lock in Node.
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is ever written, so no journal file beside it.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  writeFileSync(holderFile(path), holder);
  held.add(database);
  return {
    release() {
      held.delete(database);
      rmSync(holderFile(path), { force: true });
      database.close();
    },
  };
}

/** Waits for the lock; throws naming the holder after `waitSeconds`. */
export async function takeFileLock(path: string, waitSeconds: number): Promise<FileLock> {
  const deadline = performance.now() + waitSeconds * 1000;
  for (;;) {
    const lock = tryFileLock(path);
    if (lock) return lock;
    if (performance.now() > deadline) {
      throw new Error(`${path} is still held by ${lockHolder(path)} after ${waitSeconds} s.`);
    }
    await delay(50);
  }
}

/** What the holder said about itself. */
export function lockHolder(path: string): string {
  try {
    return readFileSync(holderFile(path), 'utf8');
  } catch {
    return 'another process';
  }
}

// A separate file: opening the locked one here would drop this process's own POSIX lock on it.
const holderFile = (path: string) => `${path}.holder`;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
