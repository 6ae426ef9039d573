// Folders that are either whole or not there.
import 'server-only';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Runs `fill` in an empty `<name>.part` and gives it its name only when that succeeded, replacing what an
 * earlier run left. So a killed step leaves nothing that looks finished, and running it again is safe.
 */
export async function fillFolder<Result>(
  parent: string,
  name: string,
  fill: (folder: string) => Promise<Result>,
): Promise<Result> {
  const finished = join(parent, name);
  const partial = `${finished}.part`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const result = await fill(partial);
  await rm(finished, { recursive: true, force: true });
  await rename(partial, finished);
  return result;
}
