// The private folder of one processing run on this machine: a cache, never the truth.
import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from '../env/env.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import { MediaFailure } from '../shared/media-failure.ts';

/**
 * The original of a run as a local file, downloaded unless an earlier step on this machine already
 * did. Throws `MediaFailure('source_missing')` when the store no longer has it.
 */
export async function fetchSource(
  run: MediaRun,
  { storageKey, byteSize }: { storageKey: string; byteSize: bigint },
  { storage }: Ports,
): Promise<string> {
  const folder = folderOf(run);
  const path = join(folder, 'source');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await stat(path).catch(() => null);
  if (found?.size === Number(byteSize)) return path;
  let download = underWay.get(path);
  if (!download) {
    download = downloadSource(storageKey, path, storage).finally(() => underWay.delete(path));
    underWay.set(path, download);
  }
  await download;
  return path;
}

/** Downloads of this process: the parts of a film that begin together need one copy. */
const underWay = new Map<string, Promise<void>>();

async function downloadSource(key: string, path: string, storage: Ports['storage']): Promise<void> {
  // Two processes may download at once; each renames a whole file into place.
  const partial = `${path}.${randomUUID()}.part`;
  try {
    await storage.readToFile(key, partial);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    throw new MediaFailure('source_missing', 'The original is no longer stored.', { cause: error });
  }
  await rename(partial, path);
}

/**
 * An empty folder for the outputs of one attempt at a part of a run. What an earlier attempt at the same
 * part left here goes first: its process was killed, or its caller is gone and it ends for nobody.
 */
export async function attemptFolder(run: MediaRun, part: string): Promise<string> {
  const folder = folderOf(run);
  // The dot ends the name: no name of another part begins with it.
  const prefix = `attempt-${part.replace(/\W+/g, '-')}.`;
  const names = await readdir(folder);
  for (const name of names.filter((found) => found.startsWith(prefix))) {
    await removeFolder(join(folder, name));
  }
  return mkdtemp(join(folder, prefix));
}

const pieceBytes = 1024 * 1024;

/** SHA-256 of a file in hexadecimal, in constant memory. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  // The same memory for every piece: a stream takes new memory for each, 70 MiB before any is freed.
  const memory = Buffer.allocUnsafe(pieceBytes);
  await using file = await open(path);
  for (;;) {
    const { bytesRead } = await file.read(memory, 0, pieceBytes);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(memory.subarray(0, bytesRead));
  }
}

/** Idempotent. */
export function removeWorkspace(run: RunHere): Promise<void> {
  return removeFolder(folderOf(run));
}

/** An encoder that was killed a moment ago may still put something into it. */
export function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** As much of a run as the name of its folder says. */
export type RunHere = Pick<MediaRun, 'mediaId' | 'generation'>;

/** The runs of which something lies on this machine. Whatever else is in the folder is not ours. */
export async function runsHere(): Promise<RunHere[]> {
  const names = await readdir(/* turbopackIgnore: true */ home()).catch(() => []);
  return names.flatMap((name) => {
    const [, mediaId, generation] = /^([0-9a-f-]{36})-(\d+)$/.exec(name) ?? [];
    return mediaId ? [{ mediaId, generation: Number(generation) }] : [];
  });
}

/** Removes folders of runs that died here; returns how many. */
export async function sweepWorkspaces(olderThan: Date): Promise<number> {
  let removed = 0;
  for (const run of await runsHere()) {
    const path = folderOf(run);
    const facts = await stat(path).catch(() => null);
    if (!facts || facts.mtime >= olderThan) continue;
    await removeFolder(path);
    removed += 1;
  }
  return removed;
}

function folderOf({ mediaId, generation }: RunHere): string {
  return join(home(), `${mediaId}-${generation}`);
}

function home(): string {
  return env().MEDIA_TMP_DIR ?? join(tmpdir(), 'cutroom-media');
}
