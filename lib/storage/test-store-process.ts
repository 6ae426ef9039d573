// For tests: the embedded store as the process it is in production, in a directory of its own.
import 'server-only';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { R2Options } from './r2-client.ts';

const mainPath = fileURLToPath(new URL('../embedded/store/main.ts', import.meta.url));

async function readPort(store: ChildProcess): Promise<string> {
  if (!store.stdout) throw new Error('The store has no output to read.');
  for await (const line of createInterface({ input: store.stdout })) {
    const port = /^store ready on (\d+)$/.exec(line)?.[1];
    if (port) return port;
  }
  throw new Error('The store ended before it was ready.');
}

/** Starts a store on a free port. `close` stops it and deletes its directory. */
export async function startStoreProcess(): Promise<{
  options: R2Options;
  close(): Promise<void>;
}> {
  const dir = await mkdtemp(join(tmpdir(), 'cutroom-store-'));
  const credentials = { accessKeyId: 'test-key', secretAccessKey: 'test-secret', bucket: 'media' };
  const store = spawn(process.execPath, [mainPath], {
    env: {
      NODE_ENV: 'test',
      STORE_DIR: dir,
      STORE_PORT: '0',
      STORE_BUCKET: credentials.bucket,
      STORE_ACCESS_KEY_ID: credentials.accessKeyId,
      STORE_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(store, 'exit');
  const port = await readPort(store);
  return {
    options: { ...credentials, endpoint: `http://127.0.0.1:${port}` },
    async close() {
      store.kill('SIGTERM');
      await exited;
      await rm(dir, { recursive: true });
    },
  };
}
