// What the database and the store hold, read beside the app that is being tested.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { postgresUrl } from '#lib/embedded/postgres/home.ts';
import { embeddedBucket } from '#lib/start/environment.ts';
import { keepSecrets } from '#lib/start/secrets.ts';
import { postgresHome } from '#lib/start/stand-ins.ts';
import { createR2Storage } from '#lib/storage/r2.ts';
import { type Books, openBooks } from '#lib/testing/fault-stage/books.ts';

export function booksOfApp(): Books {
  const dataFolder = join(process.env.E2E_FOLDER ?? '', 'data');
  const ports = JSON.parse(readFileSync(join(dataFolder, 'ports.json'), 'utf8'));
  const secrets = keepSecrets(join(dataFolder, 'secrets.json'));
  const storage = createR2Storage({
    endpoint: `http://127.0.0.1:${ports.store}`,
    accessKeyId: secrets.storeAccessKeyId,
    secretAccessKey: secrets.storeSecretAccessKey,
    bucket: embeddedBucket,
  });
  return openBooks(postgresUrl(postgresHome(dataFolder), ports.postgres), storage);
}

/** The key a presigned address is about. */
export function keyOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(`/${embeddedBucket}/`.length));
}

/** The keys under which files of these names are stored, which they have to be. */
export async function storedKeys(books: Books, fileNames: readonly string[]): Promise<string[]> {
  const records = (await Promise.all(fileNames.map(books.recordsOf))).flat();
  const keys = records.map(({ storageKey }) => storageKey);
  expect(keys).toHaveLength(fileNames.length);
  for (const key of keys) expect(await books.sha256Of(key), key).not.toBeNull();
  return keys;
}

/** Waits until no row has the name, and no object is under the key any more. */
export async function expectGone(books: Books, fileName: string, key: string): Promise<void> {
  await expect.poll(() => books.recordsOf(fileName), `the row of ${fileName}`).toEqual([]);
  await expect.poll(() => books.sha256Of(key), `the object of ${fileName}`).toBeNull();
}
