// One bucket on disk: everything an operation needs, opened and closed together.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Blobs, openBlobs } from './blobs.ts';
import { openDatabase } from './database.ts';
import { type MultipartTable, openMultipartTable } from './multipart-table.ts';
import { type ObjectTable, openObjectTable } from './object-table.ts';
import { openSettingTable, type SettingTable } from './setting-table.ts';
import type { StoreRequest } from './store-request.ts';

export type Store = {
  bucket: string;
  database: DatabaseSync;
  blobs: Blobs;
  objects: ObjectTable;
  multiparts: MultipartTable;
  settings: SettingTable;
  now: () => Date;
};

/** What every operation is given: the store, the checked request, and the body hash its signer promised. */
export type Call = { store: Store; request: StoreRequest; payloadSha256: string | undefined };

/** Opens the bucket and repairs what a crash left. Throws when another process holds the directory. */
export function openStore({
  dir,
  bucket,
  now = () => new Date(),
}: {
  dir: string;
  bucket: string;
  now?: () => Date;
}): Store {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const database = openDatabase(join(dir, 'store.sqlite'));
  const blobs = openBlobs(dir, database);
  const objects = openObjectTable(database, blobs);
  const multiparts = openMultipartTable(database, blobs);
  const settings = openSettingTable(database);
  return { bucket, database, blobs, objects, multiparts, settings, now };
}

export async function closeStore({ blobs, database }: Store): Promise<void> {
  await blobs.settle();
  database.close();
}
