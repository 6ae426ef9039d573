// What every Storage promises, as tests: run it against each implementation and each server behind it.
import 'server-only';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Readable as ReadableStream } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';
import type { Hosts, SignedRequest, Storage, StoredPart } from './storage.ts';

export type ContractSetup = () => Promise<{ storage: Storage; close(): Promise<void> }>;

/** Names of promises a server is known to break; each must then really be broken. */
export type Difference =
  | 'bounds a presigned PUT to its length'
  | 'bounds a presigned PUT to its type'
  | 'refuses a tampered address'
  | 'refuses an unsigned read'
  | 'lists the parts of a session'
  | 'lists open sessions'
  | 'names a download'
  | 'refuses parts of unequal size'
  | 'lets pages of other origins read the ETag';

const mebibyte = 1024 * 1024;
// A page has a thousand entries, and each write waits for the disk.
const manyRequests = { timeout: 120_000 };
const expiresInSeconds = 600;
const contentType = 'video/mp4';

const sha256OfFile = async (path: string) => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

const send = ({ url, headers }: SignedRequest, body: Uint8Array<ArrayBuffer>) =>
  fetch(url, { method: 'PUT', headers, body });

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function* inChunks(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += 64 * 1024) {
    yield bytes.subarray(from, from + 64 * 1024);
  }
}

const bytesOf = async (body: Readable) => (await buffer(body)).toString();

export function describeStorage(
  name: string,
  setup: ContractSetup,
  differences: readonly Difference[] = [],
): void {
  /** A promise that some server may break: then the test shows that it still does. */
  const promise = (title: Difference, run: () => Promise<void>) => {
    if (!differences.includes(title)) test(title, run);
    else test(`known difference: ${title}`, () => expect(run()).rejects.toThrow());
  };

  describe(name, () => {
    let storage: Storage;
    let close: () => Promise<void>;
    let dir: string;

    beforeAll(async () => {
      ({ storage, close } = await setup());
      dir = await mkdtemp(join(tmpdir(), 'cutroom-contract-'));
    });
    afterAll(async () => {
      await close?.();
      await rm(dir, { recursive: true, force: true });
    });

    const newKey = () => `contract/${randomUUID()}.mp4`;

    const signPut = (key: string, byteSize: number, hosts?: Hosts) =>
      storage.signPut({ key, byteSize, contentType, expiresInSeconds, hosts });

    const startWithParts = async (sizes: number[]) => {
      const key = newKey();
      const multipartId = await storage.startMultipart({ key, contentType });
      const parts: StoredPart[] = [];
      const bodies: Buffer[] = [];
      for (const [index, byteSize] of sizes.entries()) {
        const body = randomBytes(byteSize);
        const partNumber = index + 1;
        const signed = await storage.signPart({
          key,
          multipartId,
          partNumber,
          byteSize,
          expiresInSeconds,
          hosts: 'all',
        });
        const response = await send(signed, body);
        expect(response.status).toBe(200);
        const etag = (response.headers.get('etag') ?? '').replaceAll('"', '');
        parts.push({ partNumber, byteSize, etag });
        bodies.push(body);
      }
      return { key, multipartId, parts, bytes: Buffer.concat(bodies) };
    };

    test('answers a ping', async () => {
      await expect(storage.ping()).resolves.toBeUndefined();
    });

    describe('presigned requests', () => {
      test('a PUT of the signed size and type is stored as such', async () => {
        const key = newKey();
        const body = randomBytes(1000);
        const response = await send(await signPut(key, 1000), body);
        expect(response.status).toBe(200);
        const md5 = createHash('md5').update(body).digest('hex');
        expect(response.headers.get('etag')).toBe(`"${md5}"`);
        const facts = await storage.head(key);
        expect(facts).toMatchObject({ key, byteSize: 1000, contentType, etag: md5 });
        expect(Math.abs(Date.now() - Number(facts?.modifiedAt))).toBeLessThan(60_000);
      });

      test('any number of hosts stores the same, and a request stays with one of them', async () => {
        const hosts: Hosts[] = ['first', 'all'];
        for (const key of Array.from({ length: 8 }, newKey))
          for (const each of hosts) {
            const signed = await signPut(key, 4, each);
            expect((await send(signed, Buffer.from(each.slice(0, 4).padEnd(4)))).status).toBe(200);
            expect(new URL((await signPut(key, 4, each)).url).host).toBe(new URL(signed.url).host);
          }
      });

      test('no address carries a checksum of the empty body', async () => {
        const key = newKey();
        const part = { key, multipartId: 'some-id', partNumber: 2, byteSize: 5, expiresInSeconds };
        const urls = [
          (await signPut(key, 5)).url,
          (await signPut(key, 5, 'all')).url,
          (await storage.signPart(part)).url,
          (await storage.signPart({ ...part, hosts: 'all' })).url,
          await storage.signGet({ key, expiresInSeconds }),
        ];
        for (const url of urls) expect(url).not.toMatch(/x-amz-(sdk-)?checksum/i);
      });

      test('only what a browser may set is among the headers', async () => {
        const key = newKey();
        const part = { key, multipartId: 'some-id', partNumber: 1, byteSize: 5, expiresInSeconds };
        expect((await signPut(key, 5)).headers).toEqual({ 'content-type': contentType });
        expect((await storage.signPart(part)).headers).toEqual({});
      });

      promise('bounds a presigned PUT to its length', async () => {
        const key = newKey();
        const signed = await signPut(key, 1000);
        expect((await send(signed, randomBytes(1001))).status).toBe(403);
        expect((await send(signed, randomBytes(999))).status).toBe(403);
        expect(await storage.head(key)).toBeNull();
      });

      promise('bounds a presigned PUT to its type', async () => {
        const key = newKey();
        const { url } = await signPut(key, 4);
        const body = Buffer.from('<p/>');
        for (const headers of [{ 'content-type': 'text/html' }, undefined])
          expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(403);
        expect(await storage.head(key)).toBeNull();
      });

      promise('refuses a tampered address', async () => {
        const key = newKey();
        const { url, headers } = await signPut(key, 4);
        const elsewhere = url.replace(key, newKey());
        const response = await send({ url: elsewhere, headers }, Buffer.from('evil'));
        expect(response.status).toBe(403);
      });

      promise('refuses an unsigned read', async () => {
        const key = newKey();
        await storage.writeBytes({ key, contentType, body: Buffer.from('private') });
        const [address = ''] = (await storage.signGet({ key, expiresInSeconds })).split('?');
        expect((await fetch(address)).ok).toBe(false);
      });

      promise('lets pages of other origins read the ETag', async () => {
        const { url } = await signPut(newKey(), 4);
        const origin = 'http://studio.example';
        const preflight = await fetch(url, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'PUT',
            'access-control-request-headers': 'content-md5,content-type',
          },
        });
        expect(preflight.ok).toBe(true);
        expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
        const allowed = preflight.headers.get('access-control-allow-headers');
        expect(allowed).toContain('content-type');
        expect(allowed).toContain('content-md5');
        const response = await fetch(url, {
          method: 'PUT',
          headers: { origin, 'content-type': contentType },
          body: 'four',
        });
        expect(response.headers.get('access-control-allow-origin')).toMatch(
          /^(\*|http:\/\/studio)/,
        );
        expect(response.headers.get('access-control-expose-headers')).toMatch(/etag/i);
      });

      test('a GET gives the bytes as they were labelled', async () => {
        const key = newKey();
        const object = { key, contentType, cacheControl: 'private, max-age=60' };
        await storage.writeBytes({ ...object, body: Buffer.from('moving pictures') });
        const response = await fetch(await storage.signGet({ key, expiresInSeconds }));
        expect(await response.text()).toBe('moving pictures');
        expect(response.headers.get('content-type')).toBe(contentType);
        expect(response.headers.get('cache-control')).toBe('private, max-age=60');
      });

      test('the same moment makes the same address, which is good from then on', async () => {
        const key = newKey();
        await storage.writeBytes({ key, contentType, body: Buffer.from('moving pictures') });
        const aMinuteAgo = new Date(Date.now() - 60_000);
        const sign = (seconds: number) =>
          storage.signGet({ key, expiresInSeconds: seconds, signedAt: aMinuteAgo });
        const address = await sign(expiresInSeconds);
        expect(await sign(expiresInSeconds)).toBe(address);
        expect((await fetch(address)).status).toBe(200);
        expect((await fetch(await sign(30))).status).toBe(403);
      });

      promise('names a download', async () => {
        const key = newKey();
        await storage.writeBytes({ key, contentType, body: Buffer.from('moving pictures') });
        const downloadName = 'Été "à" 100 %.mp4';
        const response = await fetch(
          await storage.signGet({ key, expiresInSeconds, downloadName }),
        );
        const disposition = response.headers.get('content-disposition') ?? '';
        expect(disposition).toContain('attachment; filename="_t_ ___ 100 _.mp4";');
        const encoded = /filename\*=UTF-8''(\S+)$/.exec(disposition)?.[1] ?? '';
        expect(decodeURIComponent(encoded)).toBe(downloadName);
      });
    });

    describe('multipart', () => {
      test('parts become one object', async () => {
        const session = await startWithParts([5 * mebibyte, 5 * mebibyte, 1234]);
        await storage.completeMultipart(session);
        expect(await storage.head(session.key)).toMatchObject({
          byteSize: session.bytes.length,
          contentType,
        });
        const read = await buffer(await storage.read(session.key));
        expect(read.equals(session.bytes)).toBe(true);
        const range = { from: 5 * mebibyte - 2, to: 5 * mebibyte + 1 };
        const seam = await buffer(await storage.read(session.key, range));
        expect(seam).toEqual(session.bytes.subarray(range.from, range.to + 1));
      });

      promise('lists the parts of a session', async () => {
        const { key, multipartId, parts } = await startWithParts([5 * mebibyte, 7]);
        expect(await storage.listParts({ key, multipartId })).toEqual(parts);
        await storage.abortMultipart({ key, multipartId });
        expect(await storage.listParts({ key, multipartId })).toBeNull();
      });

      test('a part out of memory is a part, and replaces the one of its number', async () => {
        const key = newKey();
        const multipartId = await storage.startMultipart({ key, contentType });
        const [first, second, last] = [5 * mebibyte, 5 * mebibyte, 9].map((n) => randomBytes(n));
        const bodies = [first, second, last] as [Buffer, Buffer, Buffer];
        await storage.writePart({ key, multipartId, partNumber: 1, body: bodies[1] });
        for (const [index, body] of bodies.entries()) {
          await storage.writePart({ key, multipartId, partNumber: index + 1, body });
        }
        const parts = (await storage.listParts({ key, multipartId })) ?? [];
        expect(parts.map(({ byteSize }) => byteSize)).toEqual(bodies.map(({ length }) => length));
        await storage.completeMultipart({ key, multipartId, parts });
        expect((await buffer(await storage.read(key))).equals(Buffer.concat(bodies))).toBe(true);
        const late = { key, multipartId, partNumber: 1, body: bodies[0] };
        await expect(storage.writePart(late)).rejects.toMatchObject({ code: 'upload_expired' });
      });

      promise('lists open sessions', async () => {
        const { key, multipartId } = await startWithParts([10]);
        const find = async () =>
          (await collect(storage.openMultiparts())).find((open) => open.key === key);
        const open = await find();
        expect(open).toMatchObject({ multipartId });
        expect(Math.abs(Date.now() - Number(open?.startedAt))).toBeLessThan(60_000);
        await storage.abortMultipart({ key, multipartId });
        expect(await find()).toBeUndefined();
      });

      test('aborting twice is as good as once', async () => {
        const session = await startWithParts([10]);
        await storage.abortMultipart(session);
        await storage.abortMultipart(session);
        await expect(storage.completeMultipart(session)).rejects.toMatchObject({
          code: 'upload_expired',
        });
        expect(await storage.head(session.key)).toBeNull();
      });

      test('completing with a part that never came is upload_incomplete', async () => {
        const session = await startWithParts([5 * mebibyte]);
        const missing = { partNumber: 2, byteSize: 10, etag: 'd41d8cd98f00b204e9800998ecf8427e' };
        const parts = [...session.parts, missing];
        await expect(storage.completeMultipart({ ...session, parts })).rejects.toMatchObject({
          code: 'upload_incomplete',
        });
      });

      promise('refuses parts of unequal size', async () => {
        const session = await startWithParts([5 * mebibyte, 6 * mebibyte, 10]);
        await expect(storage.completeMultipart(session)).rejects.toMatchObject({
          code: 'upload_incomplete',
        });
      });
    });

    describe('objects', () => {
      test('what is not there is null to head and not_found to read', async () => {
        expect(await storage.head(newKey())).toBeNull();
        await expect(storage.read(newKey())).rejects.toMatchObject({ code: 'not_found' });
        await expect(storage.readToFile(newKey(), join(dir, 'none'))).rejects.toMatchObject({
          code: 'not_found',
        });
      });

      test('a range is inclusive at both ends', async () => {
        const key = newKey();
        await storage.writeBytes({ key, contentType, body: Buffer.from('0123456789') });
        expect(await bytesOf(await storage.read(key, { from: 2, to: 4 }))).toBe('234');
        expect(await bytesOf(await storage.read(key, { from: 8, to: 99 }))).toBe('89');
      });

      test('writing again replaces', async () => {
        const key = newKey();
        for (const text of ['one', 'two, longer'])
          await storage.writeBytes({ key, contentType, body: Buffer.from(text) });
        expect(await bytesOf(await storage.read(key))).toBe('two, longer');
      });

      test('an empty object is an object', async () => {
        const key = newKey();
        await storage.writeBytes({ key, contentType, body: Buffer.alloc(0) });
        expect(await storage.head(key)).toMatchObject({ byteSize: 0 });
      });

      test('a small file goes there and back', async () => {
        const key = newKey();
        const [path, copy] = [join(dir, 'small'), join(dir, 'small-copy')];
        await writeFile(path, 'a small file');
        await storage.writeFile({ key, contentType: 'text/plain', path });
        await storage.readToFile(key, copy);
        expect(await readFile(copy, 'utf8')).toBe('a small file');
        expect(await storage.head(key)).toMatchObject({ contentType: 'text/plain' });
      });

      test('a file above 64 MiB goes there in parts, and back', async () => {
        const key = newKey();
        const [path, copy] = [join(dir, 'large'), join(dir, 'large-copy')];
        const block = randomBytes(mebibyte);
        const blocks = Array.from({ length: 66 }, (_, index) => {
          const copied = Buffer.from(block);
          copied.writeUInt32BE(index);
          return copied;
        });
        await pipeline(ReadableStream.from(blocks), createWriteStream(path));
        await storage.writeFile({ key, contentType, cacheControl: 'no-store', path });
        expect(await storage.head(key)).toMatchObject({ byteSize: 66 * mebibyte, contentType });
        await storage.readToFile(key, copy);
        expect(await sha256OfFile(copy)).toBe(await sha256OfFile(path));
      });

      test.each([0, 9, 8 * mebibyte, 17 * mebibyte + 5])(
        'a stream of %d bytes, told to nobody before, becomes an object',
        async (byteSize) => {
          const key = newKey();
          const bytes = randomBytes(byteSize);
          const told: string[] = [];
          const onMultipart = async (multipartId: string) => {
            told.push(multipartId);
          };
          const body = ReadableStream.from(inChunks(bytes));
          await storage.writeStream({ key, contentType, body, onMultipart });
          expect(told).toHaveLength(byteSize > 8 * mebibyte ? 1 : 0);
          expect(await storage.head(key)).toMatchObject({ byteSize, contentType });
          expect((await buffer(await storage.read(key))).equals(bytes)).toBe(true);
        },
      );

      test('a stream that breaks off leaves nothing', async () => {
        const key = newKey();
        const body = ReadableStream.from(
          (async function* () {
            yield* inChunks(randomBytes(17 * mebibyte));
            throw new Error('the client is gone');
          })(),
        );
        await expect(storage.writeStream({ key, contentType, body })).rejects.toThrow();
        expect(await storage.head(key)).toBeNull();
        const open = await collect(storage.openMultiparts());
        expect(open.filter((session) => session.key === key)).toEqual([]);
      });

      test('removing is idempotent and takes any number of keys', async () => {
        const keys = Array.from({ length: 40 }, newKey);
        await inParallel(keys, 8, (key) =>
          storage.writeBytes({ key, contentType, body: Buffer.from('x') }),
        );
        expect(await storage.remove([...keys, newKey()])).toEqual([]);
        expect(await storage.remove(keys)).toEqual([]);
        for (const key of keys) expect(await storage.head(key)).toBeNull();
        expect(await storage.remove([])).toEqual([]);
      });

      test(
        'lists all below a prefix in key order, over more than one page',
        manyRequests,
        async () => {
          const prefix = `contract/${randomUUID()}/`;
          const keys = Array.from(
            { length: 1003 },
            (_, n) => `${prefix}${String(n).padStart(4, '0')}`,
          );
          await storage.writeBytes({
            key: prefix.replace(/\/$/, '-beside'),
            contentType,
            body: Buffer.from('not below'),
          });
          await inParallel(keys, 16, (key) =>
            storage.writeBytes({ key, contentType, body: Buffer.from('12') }),
          );
          const listed = await collect(storage.list(prefix));
          expect(listed.map((object) => object.key)).toEqual(keys);
          expect(listed.every((object) => object.byteSize === 2)).toBe(true);
          const rest = await collect(storage.list(prefix, keys[1]));
          expect(rest.map((object) => object.key)).toEqual(keys.slice(2));
          expect(await collect(storage.list(`contract/${randomUUID()}/`))).toEqual([]);
        },
      );
    });
  });
}
