// The finished parts of a film that is encoded in chunks, in the store until they are joined.
import 'server-only';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { log } from '../env/log.ts';
import type { OutputFile } from '../ffmpeg/outputs.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import { inParallel } from '../storage/in-parallel.ts';
import { generationOf, renditionKey, renditionPrefix } from '../storage/keys.ts';

const lanes = 4;

/** Whether all of these files were stored, by whichever machine. */
export async function hasChunkFiles(
  run: MediaRun,
  paths: readonly string[],
  { storage }: Ports,
): Promise<boolean> {
  let areAllThere = true;
  await inParallel(paths, lanes, async (path) => {
    if (areAllThere && !(await storage.head(keyOf(run, path)))) areAllThere = false;
  });
  return areAllThere;
}

/** Stores them under the run, so that they go when it does. */
export async function storeChunkFiles(
  run: MediaRun,
  folder: string,
  files: readonly OutputFile[],
  { storage }: Ports,
): Promise<void> {
  for (const { path, contentType } of files) {
    await storage.writeFile({ key: keyOf(run, path), contentType, path: join(folder, path) });
  }
}

/** Brings them to where they would lie, had they been made in this folder; says no when one is gone. */
export async function fetchChunkFiles(
  run: MediaRun,
  folder: string,
  paths: readonly string[],
  { storage }: Ports,
): Promise<boolean> {
  try {
    await inParallel(paths, lanes, async (path) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await storage.readToFile(keyOf(run, path), join(folder, path));
    });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return false;
    throw error;
  }
}

/** Removes the chunks of those runs of a media that `isOver` names; nothing shows them. */
export async function removeChunkFiles(
  { mediaId }: MediaRun,
  isOver: (generation: number) => boolean,
  { storage }: Ports,
): Promise<void> {
  const prefix = renditionPrefix(mediaId);
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) {
    const [run = '', folder] = key.slice(prefix.length).split('/');
    const generation = generationOf(run);
    if (folder === 'chunks' && generation !== null && isOver(generation)) keys.push(key);
  }
  const failed = await storage.remove(keys);
  if (failed.length > 0) log().warn({ mediaId, failed: failed.length }, 'old chunks stay');
}

function keyOf({ mediaId, generation }: MediaRun, path: string): string {
  return renditionKey(mediaId, generation, path);
}
