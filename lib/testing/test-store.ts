// Gives a test an object store of its own: the embedded one, on a free port, in a temporary folder.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStore } from '#lib/embedded/store/server.ts';

export type TestStore = {
  /** The S3 endpoint. */
  url: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Stops the store and removes what it kept. */
  close(): Promise<void>;
};

/** An empty store with one bucket. */
export async function createTestStore(): Promise<TestStore> {
  const dir = await mkdtemp(join(tmpdir(), 'cutroom-test-store-'));
  const access = {
    bucket: 'test-bucket',
    accessKeyId: randomBytes(16).toString('hex'),
    secretAccessKey: randomBytes(32).toString('hex'),
  };
  const store = await startStore({ dir, port: 0, ...access });
  return {
    url: store.url,
    ...access,
    async close() {
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
