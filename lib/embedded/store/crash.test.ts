import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rename, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import {
  createSignedClient,
  type SignedClient,
  signAddress,
  testBucket,
  testCredentials,
  texts,
} from './test-client.ts';
import { filesOf, makeStoreDir, namedBlobs, patience } from './test-store.ts';

const mainPath = fileURLToPath(new URL('./main.ts', import.meta.url));
const mebibyte = 1024 * 1024;

let dir: string;
let store: ChildProcess;
let client: SignedClient;

async function start() {
  store = spawn(process.execPath, [mainPath], {
    env: {
      NODE_ENV: 'test',
      STORE_DIR: dir,
      STORE_PORT: '0',
      STORE_BUCKET: testBucket,
      STORE_ACCESS_KEY_ID: testCredentials.accessKeyId,
      STORE_SECRET_ACCESS_KEY: testCredentials.secretAccessKey,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!store.stdout) throw new Error('The store has no output to read.');
  const [line] = await once(createInterface({ input: store.stdout }), 'line');
  const port = /^store ready on (\d+)$/.exec(String(line))?.[1];
  client = createSignedClient(`http://127.0.0.1:${port}`);
}

async function stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (store.exitCode !== null || store.signalCode !== null) return store.exitCode;
  const exited = once(store, 'exit');
  store.kill(signal);
  const [code] = await exited;
  return code;
}

beforeEach(async () => {
  dir = await makeStoreDir();
  await start();
});
afterEach(async () => {
  await stop('SIGKILL');
  await rm(dir, { recursive: true });
});

/** Every file is named by a row and every row has its file. Closes the store. */
async function expectNoRubbish() {
  expect(await stop('SIGTERM')).toBe(0);
  const files = await filesOf(dir);
  expect(files.incoming).toEqual([]);
  expect(files.blobs).toEqual(namedBlobs(dir));
}

/** Sends half of a body and waits until the store has some of it on disk. */
async function sendHalf(key: string, query: Record<string, string>) {
  const body = randomBytes(16 * mebibyte);
  const signed = await signAddress(client.wire('PUT', key, { body, query }), client.host);
  const path = `${signed.path}?${new URLSearchParams(signed.query)}`;
  const outgoing = httpRequest(client.url + path, { method: 'PUT', headers: signed.headers });
  const broken = once(outgoing, 'error');
  outgoing.write(body.subarray(0, 8 * mebibyte));
  await expect.poll(async () => (await filesOf(dir)).incoming, patience).toHaveLength(1);
  return { broken };
}

const startMultipart = async (key: string) =>
  texts((await client.call('POST', key, { query: { uploads: '' } })).text, 'UploadId')[0] ?? '';

const completion = (etags: (string | undefined)[]) => {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  return `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
};

describe('killed with -9', () => {
  test('in the middle of a PUT, the object that was there stays', async () => {
    await client.call('PUT', 'film', { body: 'first cut' });
    const { broken } = await sendHalf('film', {});
    await stop('SIGKILL');
    await broken;
    expect((await filesOf(dir)).incoming).toHaveLength(1);
    await start();
    expect((await filesOf(dir)).incoming).toEqual([]);
    expect((await client.call('GET', 'film')).text).toBe('first cut');
    await expectNoRubbish();
  });

  test('in the middle of a part, the parts that were acknowledged stay', async () => {
    const uploadId = await startMultipart('film');
    const body = randomBytes(5 * mebibyte);
    const first = await client.call('PUT', 'film', { query: { uploadId, partNumber: '1' }, body });
    const { broken } = await sendHalf('film', { uploadId, partNumber: '2' });
    await stop('SIGKILL');
    await broken;
    await start();
    const listed = await client.call('GET', 'film', { query: { uploadId } });
    expect(texts(listed.text, 'PartNumber')).toEqual(['1']);
    const query = { uploadId };
    await client.call('POST', 'film', { query, body: completion([first.headers.etag]) });
    expect((await client.call('GET', 'film')).body.equals(body)).toBe(true);
    await expectNoRubbish();
  });

  test('around a Complete, there is the whole object or the whole session', async () => {
    const bodies = [randomBytes(5 * mebibyte), randomBytes(5 * mebibyte), randomBytes(10)];
    const whole = Buffer.concat(bodies);
    for (let round = 0; round < 6; round += 1) {
      const key = `film ${round}`;
      const uploadId = await startMultipart(key);
      const etags: (string | undefined)[] = [];
      for (const [index, body] of bodies.entries()) {
        const query = { uploadId, partNumber: String(index + 1) };
        etags.push((await client.call('PUT', key, { query, body })).headers.etag);
      }
      const completing = client
        .call('POST', key, { query: { uploadId }, body: completion(etags) })
        .catch(() => undefined);
      // A few turns of the loop more each round, so that the blow falls at another moment.
      for (let turn = 0; turn < round * 50; turn += 1) await new Promise(setImmediate);
      await stop('SIGKILL');
      const acknowledged = (await completing)?.status === 200;
      await start();
      const read = await client.call('GET', key);
      if (read.status === 200) expect(read.body.equals(whole)).toBe(true);
      else {
        expect(acknowledged).toBe(false);
        const listed = await client.call('GET', key, { query: { uploadId } });
        expect(texts(listed.text, 'PartNumber')).toEqual(['1', '2', '3']);
      }
    }
    await expectNoRubbish();
  });

  test('under many writers, all that was acknowledged is there and nothing is torn', async () => {
    /** What each key was last known to hold; undefined once a deletion was acknowledged. */
    const acknowledged = new Map<string, string | undefined>();
    const attempted = new Map<string, Set<string | undefined>>();
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

    for (let round = 0; round < 3; round += 1) {
      let writes = 0;
      let isOver = false;
      const writer = async (lane: number) => {
        for (let turn = 0; !isOver; turn += 1) {
          const key = `lane ${lane}/${turn % 5}`;
          const body = turn % 7 === 6 ? undefined : randomBytes(1 + ((turn * 7919) % 200_000));
          const value = body && digest(body);
          attempted.set(key, new Set([...(attempted.get(key) ?? []), value]));
          try {
            await (body ? client.call('PUT', key, { body }) : client.call('DELETE', key));
          } catch {
            return;
          }
          acknowledged.set(key, value);
          attempted.delete(key);
          writes += 1;
        }
      };
      const writers = [0, 1, 2, 3].map(writer);
      await expect
        .poll(() => writes, { ...patience, interval: 5 })
        .toBeGreaterThan(30 + round * 13);
      await stop('SIGKILL');
      isOver = true;
      await Promise.all(writers);
      await start();
      for (const key of new Set([...acknowledged.keys(), ...attempted.keys()])) {
        const read = await client.call('GET', key);
        const found = read.status === 200 ? digest(read.body) : undefined;
        // What was under way when the blow fell may or may not have happened, but only as a whole.
        expect([acknowledged.get(key), ...(attempted.get(key) ?? [])]).toContain(found);
        acknowledged.set(key, found);
      }
      attempted.clear();
    }
    await expectNoRubbish();
  });
});

describe('the process', () => {
  test('stops when told to, and keeps everything', async () => {
    await client.call('PUT', 'kept', { body: 'still here' });
    expect(await stop('SIGTERM')).toBe(0);
    await start();
    expect((await client.call('GET', 'kept')).text).toBe('still here');
    store.kill('SIGINT');
    const [code] = await once(store, 'exit');
    expect(code).toBe(0);
  });

  test('refuses a directory that another one holds', async () => {
    const second = spawn(process.execPath, [mainPath], {
      env: {
        NODE_ENV: 'test',
        STORE_DIR: dir,
        STORE_PORT: '0',
        STORE_BUCKET: testBucket,
        STORE_ACCESS_KEY_ID: 'a',
        STORE_SECRET_ACCESS_KEY: 'b',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [code] = await once(second, 'exit');
    expect(code).not.toBe(0);
    expect((await client.call('HEAD', '')).status).toBe(200);
  });

  test('names every variable that is not set', async () => {
    const unset = spawn(process.execPath, [mainPath], {
      env: { NODE_ENV: 'test', STORE_DIR: dir },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    unset.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    const [code] = await once(unset, 'close');
    expect(code).toBe(2);
    expect(output).toMatch(
      /STORE_PORT, STORE_BUCKET, STORE_ACCESS_KEY_ID, STORE_SECRET_ACCESS_KEY/,
    );
  });

  test('finishes and undoes what a crash left half done', async () => {
    await client.call('PUT', 'kept', { body: 'committed' });
    expect(await stop('SIGTERM')).toBe(0);
    const [blob = ''] = (await filesOf(dir)).blobs;
    // Committed, but the file had not moved to its shard yet.
    await rename(join(dir, 'blobs', blob.slice(0, 2), blob), join(dir, 'incoming', blob));
    // Written, but never committed.
    await writeFile(join(dir, 'incoming', 'f'.repeat(32)), 'torn');
    // Forgotten by a commit, but not deleted yet.
    const garbage = 'a'.repeat(32);
    await writeFile(join(dir, 'blobs', 'aa', garbage), 'replaced');
    const database = openDatabase(join(dir, 'store.sqlite'));
    database.prepare('INSERT INTO garbage (blob) VALUES (?)').run(garbage);
    database.close();
    await start();
    expect((await client.call('GET', 'kept')).text).toBe('committed');
    expect(await filesOf(dir)).toEqual({ incoming: [], blobs: [blob] });
    await expectNoRubbish();
  });
});
