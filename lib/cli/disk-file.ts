// A file on the disk as the engine knows files: nothing of it is read before somebody asks.
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { ChosenFile } from './choose-purpose.ts';

/** Rejects when it cannot be opened; reading rejects once it was changed after this. */
export async function openDiskFile({ path, contentType, modifiedMs }: ChosenFile): Promise<File> {
  const content = await openAsBlob(path);
  return new File([content], basename(path), { type: contentType, lastModified: modifiedMs });
}
