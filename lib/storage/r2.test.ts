import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';
import { createR2Storage } from './r2.ts';
import { planParts } from './r2-files.ts';
import type { Storage } from './storage.ts';
import { describeStorage } from './storage-contract.ts';
import { startStoreProcess } from './test-store-process.ts';

describeStorage('R2 storage on the embedded store', async () => {
  const { options, close } = await startStoreProcess();
  const { endpoint } = options;
  const browserEndpoints = [endpoint, endpoint.replace('127.0.0.1', 'localhost')];
  return { storage: createR2Storage({ ...options, browserEndpoints }), close };
});

describe('R2 storage', () => {
  let store: Awaited<ReturnType<typeof startStoreProcess>>;
  let storage: Storage;
  beforeAll(async () => {
    store = await startStoreProcess();
    storage = createR2Storage(store.options);
  });
  afterAll(() => store.close());

  // More than a thousand writes, each of which waits for the disk.
  test('lists more parts than fit on one page', { timeout: 120_000 }, async () => {
    const key = `videos/${randomUUID()}.mp4`;
    const multipartId = await storage.startMultipart({ key, contentType: 'video/mp4' });
    const numbers = Array.from({ length: 1002 }, (_, index) => index + 1);
    await inParallel(numbers, 16, async (partNumber) => {
      const part = { key, multipartId, partNumber, byteSize: 1, expiresInSeconds: 60 };
      const { url } = await storage.signPart(part);
      expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200);
    });
    const parts = await storage.listParts({ key, multipartId });
    expect(parts?.map((part) => part.partNumber)).toEqual(numbers);
  });

  test('a part that arrives other than its Content-MD5 says is refused', async () => {
    const key = `videos/${randomUUID()}.mp4`;
    const multipartId = await storage.startMultipart({ key, contentType: 'video/mp4' });
    const part = { key, multipartId, partNumber: 1, byteSize: 4, expiresInSeconds: 60 };
    const { url } = await storage.signPart(part);
    const md5 = createHash('md5').update('four').digest('base64');
    const put = (body: string) =>
      fetch(url, { method: 'PUT', headers: { 'content-md5': md5 }, body });
    expect((await put('fuor')).status).toBe(400);
    expect(await storage.listParts({ key, multipartId })).toEqual([]);
    expect((await put('four')).status).toBe(200);
  });

  describe('reached by browsers under other addresses', () => {
    const addresses = ['http://127.0.0.1', 'http://localhost', 'http://[::1]'];
    let hosts: string[];
    let spread: Storage;
    beforeAll(() => {
      const browserEndpoints = addresses.map((address) => {
        const url = new URL(address);
        url.port = new URL(store.options.endpoint).port;
        return url.href;
      });
      hosts = browserEndpoints.map((endpoint) => new URL(endpoint).host);
      spread = createR2Storage({ ...store.options, browserEndpoints });
    });
    const object = { byteSize: 4, contentType: 'text/plain', expiresInSeconds: 60 };
    const hostOf = ({ url }: { url: string }) => new URL(url).host;

    test('parts take turns by number, and every address takes them', async () => {
      const key = `videos/${randomUUID()}.mp4`;
      const multipartId = await spread.startMultipart({ key, contentType: 'video/mp4' });
      for (const partNumber of [1, 2, 3, 4]) {
        const part = { key, multipartId, partNumber, byteSize: 4, expiresInSeconds: 60 };
        const signed = await spread.signPart({ ...part, hosts: 'all' });
        expect(hostOf(signed)).toBe(hosts[(partNumber - 1) % 3]);
        expect((await fetch(signed.url, { method: 'PUT', body: 'four' })).status).toBe(200);
        expect(hostOf(await spread.signPart(part))).toBe(hosts[0]);
      }
      expect(await spread.listParts({ key, multipartId })).toHaveLength(4);
    });

    test('whole objects are spread by key', async () => {
      const seen = new Map<string, number>();
      for (let count = 0; count < 60; count += 1) {
        const key = `images/${randomUUID()}.png`;
        const signed = await spread.signPut({ ...object, key, hosts: 'all' });
        seen.set(hostOf(signed), (seen.get(hostOf(signed)) ?? 0) + 1);
        expect(hostOf(await spread.signPut({ ...object, key }))).toBe(hosts[0]);
      }
      expect([...seen.keys()].sort()).toEqual([...hosts].sort());
      expect(Math.min(...seen.values())).toBeGreaterThan(5);
    });

    test('links to files name the first, the server itself goes straight to the store', async () => {
      const elsewhere = createR2Storage({
        ...store.options,
        browserEndpoints: ['http://store.invalid', 'http://other.invalid'],
      });
      const key = `images/${randomUUID()}.png`;
      await elsewhere.writeBytes({ key, contentType: 'image/png', body: Buffer.from('png') });
      expect(await text(await elsewhere.read(key))).toBe('png');
      expect(hostOf({ url: await elsewhere.signGet({ key, expiresInSeconds: 60 }) })).toBe(
        'store.invalid',
      );
    });
  });

  test('wrong credentials and a wrong bucket are the store not being available', async () => {
    const wrong = [
      { ...store.options, secretAccessKey: 'other' },
      { ...store.options, accessKeyId: 'other' },
      { ...store.options, bucket: 'other' },
    ];
    for (const options of wrong) {
      const other = createR2Storage(options);
      await expect(other.ping()).rejects.toMatchObject({ code: 'storage_unavailable' });
      const object = { key: 'x', contentType: 'text/plain', body: Buffer.from('x') };
      await expect(other.writeBytes(object)).rejects.toMatchObject({ code: 'storage_unavailable' });
    }
  });

  test('keys the store refuses to remove come back with the reason', async () => {
    const other = createR2Storage({ ...store.options, secretAccessKey: 'other' });
    const refused = await other.remove(['a', 'b']);
    expect(refused.map(({ key }) => key).sort()).toEqual(['a', 'b']);
    expect(refused[0]?.message).toContain('signature');
  });
});

describe('a store that does not answer', () => {
  const options = { accessKeyId: 'key', secretAccessKey: 'secret', bucket: 'media' };

  const everyVerb = (storage: Storage, path: string): [string, () => Promise<unknown>][] => {
    const object = { key: 'k', contentType: 'text/plain' };
    const session = { key: 'k', multipartId: 'id', parts: [] };
    const drain = async (items: AsyncIterable<unknown>) => {
      for await (const _ of items);
    };
    return [
      ['ping', () => storage.ping()],
      ['head', () => storage.head('k')],
      ['read', () => storage.read('k')],
      ['readToFile', () => storage.readToFile('k', path)],
      ['writeBytes', () => storage.writeBytes({ ...object, body: Buffer.from('x') })],
      ['writeFile', () => storage.writeFile({ ...object, path: import.meta.filename })],
      ['remove', () => storage.remove(['k'])],
      ['list', () => drain(storage.list(''))],
      ['startMultipart', () => storage.startMultipart(object)],
      ['listParts', () => storage.listParts(session)],
      ['completeMultipart', () => storage.completeMultipart(session)],
      ['abortMultipart', () => storage.abortMultipart(session)],
      ['openMultiparts', () => drain(storage.openMultiparts())],
    ];
  };

  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cutroom-r2-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  const expectUnavailable = async (endpoint: string) => {
    const storage = createR2Storage({ ...options, endpoint });
    for (const [verb, run] of everyVerb(storage, join(dir, 'file')))
      await expect(run(), verb).rejects.toMatchObject({
        code: 'storage_unavailable',
        retryAfterSeconds: 5,
      });
  };

  const serve = async (answer: RequestListener) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      endpoint: `http://127.0.0.1:${port}`,
      async close() {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      },
    };
  };

  test('nobody listens', async () => {
    const server = await serve(() => undefined);
    await server.close();
    await expectUnavailable(server.endpoint);
  });

  test('it fails every time', async () => {
    const server = await serve((request, response) => {
      request.resume();
      response.writeHead(503).end();
    });
    await expectUnavailable(server.endpoint);
    await server.close();
  });

  test('it hangs up in the middle of a download', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('only this', () => response.destroy());
    });
    const storage = createR2Storage({ ...options, endpoint: server.endpoint });
    const path = join(dir, 'half');
    const failure = { code: 'storage_unavailable' };
    await expect(storage.readToFile('k', path)).rejects.toMatchObject(failure);
    expect(existsSync(path)).toBe(false);
    await server.close();
  });

  test('a file is sent again when it failed once', async () => {
    const bodies: string[] = [];
    const server = await serve(async (request, response) => {
      bodies.push(await text(request));
      response.writeHead(bodies.length === 1 ? 500 : 200).end();
    });
    const storage = createR2Storage({ ...options, endpoint: server.endpoint });
    const path = join(dir, 'sent twice');
    await writeFile(path, 'all of it');
    await storage.writeFile({ key: 'k', contentType: 'text/plain', path });
    expect(bodies).toEqual(['all of it', 'all of it']);
    await server.close();
  });

  test('a local failure is not called the fault of the store', async () => {
    const server = await serve((_request, response) => response.end('bytes'));
    const storage = createR2Storage({ ...options, endpoint: server.endpoint });
    const missing = join(dir, 'no such folder', 'file');
    const failure = { code: 'ENOENT' };
    await expect(storage.readToFile('k', missing)).rejects.toMatchObject(failure);
    const object = { key: 'k', contentType: 'text/plain', path: missing };
    await expect(storage.writeFile(object)).rejects.toMatchObject(failure);
    await server.close();
  });
});

describe('how a file is cut into parts', () => {
  const mebibyte = 1024 ** 2;
  const tebibyte = 1024 ** 4;

  test.each([64 * mebibyte + 1, 128 * mebibyte, 700 * mebibyte + 3, 4 * tebibyte + 5])(
    '%d bytes',
    (byteSize) => {
      const parts = planParts(byteSize);
      expect(parts.length).toBeLessThanOrEqual(10_000);
      expect(parts.reduce((sum, part) => sum + part.byteSize, 0)).toBe(byteSize);
      const sizes = new Set(parts.slice(0, -1).map((part) => part.byteSize));
      expect(sizes.size).toBe(1);
      for (const [index, part] of parts.entries())
        expect(part.from).toBe(index * (parts[0]?.byteSize ?? 0));
      expect(parts.at(-1)?.byteSize).toBeLessThanOrEqual(parts[0]?.byteSize ?? 0);
      expect(parts.at(-1)?.byteSize).toBeGreaterThan(0);
    },
  );
});
