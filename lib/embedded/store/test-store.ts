// For tests: a store of this process in a directory of its own, with a clock that can be moved.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './database.ts';
import { startStore } from './server.ts';
import { createSignedClient, testBucket, testCredentials } from './test-client.ts';

/** How long tests wait for a state that comes soon on an idle machine. */
export const patience = { timeout: 15_000 };

export const makeStoreDir = () => mkdtemp(join(tmpdir(), 'cutroom-store-'));

export async function startTestStore(options: { dir?: string } = {}) {
  const dir = options.dir ?? (await makeStoreDir());
  const clock = { now: new Date() };
  const start = () =>
    startStore({ ...testCredentials, bucket: testBucket, dir, now: () => clock.now });
  let running = await start();
  return {
    dir,
    clock,
    client: () => createSignedClient(running.url),
    async restart() {
      await running.close();
      running = await start();
    },
    async close() {
      await running.close();
      await rm(dir, { recursive: true });
    },
    /** Closes it but leaves the directory, to look at or to open again. */
    stop: () => running.close(),
  };
}

/** File names in `incoming/` and in the shards of a store's directory. */
export async function filesOf(dir: string): Promise<{ incoming: string[]; blobs: string[] }> {
  const shards = await readdir(join(dir, 'blobs'));
  const blobs = await Promise.all(shards.map((shard) => readdir(join(dir, 'blobs', shard))));
  return { incoming: await readdir(join(dir, 'incoming')), blobs: blobs.flat().sort() };
}

/** The blobs that the rows of a closed store name. */
export function namedBlobs(dir: string): string[] {
  const database = openDatabase(join(dir, 'store.sqlite'));
  const rows = database.prepare('SELECT blob FROM object_blob UNION SELECT blob FROM part').all();
  database.close();
  return rows.map((row) => String(row.blob)).sort();
}
