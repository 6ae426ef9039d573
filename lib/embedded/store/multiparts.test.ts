import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorCode, type SignedClient, signAddress, texts } from './test-client.ts';
import { filesOf, namedBlobs, patience, startTestStore } from './test-store.ts';

const mebibyte = 1024 * 1024;
const day = 24 * 3600 * 1000;
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();

let store: Awaited<ReturnType<typeof startTestStore>>;
let client: SignedClient;
beforeAll(async () => {
  store = await startTestStore();
  client = store.client();
});
afterAll(() => store.close());

const start = async (key: string, headers = {}) => {
  const reply = await client.call('POST', key, { query: { uploads: '' }, headers });
  return texts(reply.text, 'UploadId')[0] ?? '';
};
const putPart = (key: string, uploadId: string, partNumber: number, body: Uint8Array | string) =>
  client.call('PUT', key, { query: { uploadId, partNumber: String(partNumber) }, body });
const complete = (
  key: string,
  uploadId: string,
  parts: [number, string | undefined][],
  headers = {},
) => {
  const list = parts.map(
    ([n, etag]) => `<Part><PartNumber>${n}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
  return client.call('POST', key, { query: { uploadId }, body, headers });
};
const uploadSizes = async (key: string, sizes: number[]) => {
  const uploadId = await start(key);
  const parts: [number, string | undefined][] = [];
  for (const [index, size] of sizes.entries()) {
    const reply = await putPart(key, uploadId, index + 1, Buffer.alloc(size, index));
    parts.push([index + 1, reply.headers.etag]);
  }
  return { uploadId, parts };
};

describe('completing', () => {
  test('joins the parts, with the headers of the start', async () => {
    const uploadId = await start('joined key+', {
      'content-type': 'video/mp4',
      'x-amz-meta-a': 'b',
    });
    const bodies = [randomBytes(5 * mebibyte), randomBytes(5 * mebibyte), randomBytes(99)];
    const parts: [number, string | undefined][] = [];
    for (const [index, body] of bodies.entries())
      parts.push([
        index + 1,
        (await putPart('joined key+', uploadId, index + 1, body)).headers.etag,
      ]);
    const reply = await complete('joined key+', uploadId, parts);
    const etag = `"${md5(Buffer.concat(bodies.map(md5))).toString('hex')}-3"`;
    expect(texts(reply.text, 'ETag')).toEqual([etag]);
    expect(texts(reply.text, 'Key')).toEqual(['joined key+']);
    expect(texts(reply.text, 'Location')).toEqual([`${client.url}/media/joined%20key%2B`]);
    const read = await client.call('GET', 'joined key+');
    expect(read.body.equals(Buffer.concat(bodies))).toBe(true);
    expect(read.headers).toMatchObject({ 'content-type': 'video/mp4', 'x-amz-meta-a': 'b', etag });
    const tail = await client.call('GET', 'joined key+', { headers: { range: 'bytes=-150' } });
    expect(tail.body.equals(Buffer.concat(bodies).subarray(-150))).toBe(true);
    expect(errorCode(await complete('joined key+', uploadId, parts))).toBe('NoSuchUpload');
  });

  test('parts may be numbered with gaps and sent again', async () => {
    const uploadId = await start('gaps');
    await putPart('gaps', uploadId, 3, Buffer.alloc(5 * mebibyte, 'x'));
    const first = await putPart('gaps', uploadId, 3, Buffer.alloc(5 * mebibyte, 'y'));
    const second = await putPart('gaps', uploadId, 10_000, 'end');
    const parts: [number, string | undefined][] = [
      [3, first.headers.etag],
      [10_000, second.headers.etag],
    ];
    expect((await complete('gaps', uploadId, parts)).status).toBe(200);
    const read = await client.call('GET', 'gaps', { headers: { range: 'bytes=5242878-' } });
    expect(read.text).toBe('yyend');
  });

  test.each([
    { sizes: [5 * mebibyte - 1, 10], code: 'EntityTooSmall' },
    { sizes: [5 * mebibyte, 6 * mebibyte, 10], code: 'InvalidPart' },
    { sizes: [5 * mebibyte, 5 * mebibyte + 1], code: 'InvalidPart' },
  ])('refuses parts of $sizes bytes as R2 does', async ({ sizes, code }) => {
    const { uploadId, parts } = await uploadSizes('uneven', sizes);
    expect(errorCode(await complete('uneven', uploadId, parts))).toBe(code);
    expect((await client.call('HEAD', 'uneven')).status).toBe(404);
    const listed = await client.call('GET', 'uneven', { query: { uploadId } });
    expect(texts(listed.text, 'Size').map(Number)).toEqual(sizes);
  });

  test('refuses wrong ETags, order, and documents', async () => {
    const { uploadId, parts } = await uploadSizes('refused', [5 * mebibyte, 5 * mebibyte]);
    const code = async (list: [number, string | undefined][]) =>
      errorCode(await complete('refused', uploadId, list));
    expect(await code([[1, 'wrong']])).toBe('InvalidPart');
    expect(await code([[7, parts[0]?.[1]]])).toBe('InvalidPart');
    expect(await code([...parts].reverse())).toBe('InvalidPartOrder');
    expect(await code([])).toBe('MalformedXML');
    expect(await code([[Number.NaN, parts[0]?.[1]]])).toBe('InvalidPart');
    expect(errorCode(await complete('another key', uploadId, parts))).toBe('NoSuchUpload');
  });

  test('honours conditions, and leaves the session when they fail', async () => {
    await client.call('PUT', 'taken', { body: 'first' });
    const { uploadId, parts } = await uploadSizes('taken', [10]);
    const reply = await complete('taken', uploadId, parts, { 'if-none-match': '*' });
    expect(reply.status).toBe(412);
    expect((await client.call('GET', 'taken')).text).toBe('first');
    expect((await complete('taken', uploadId, parts)).status).toBe(200);
  });
});

describe('parts', () => {
  test.each(['0', '10001', '-1', '1.5', 'x', ''])(
    'cannot have the number %j',
    async (partNumber) => {
      const uploadId = await start('numbered');
      const reply = await client.call('PUT', 'numbered', {
        query: { uploadId, partNumber },
        body: 'x',
      });
      expect(errorCode(reply)).toBe('InvalidArgument');
    },
  );

  test('need a session', async () => {
    expect(errorCode(await putPart('nowhere', 'no-such-id', 1, 'x'))).toBe('NoSuchUpload');
    const reply = await client.call('GET', 'nowhere', { query: { uploadId: 'no-such-id' } });
    expect(errorCode(reply)).toBe('NoSuchUpload');
  });

  test('are listed page by page', async () => {
    const uploadId = await start('pages');
    for (let n = 1; n <= 7; n += 1) await putPart('pages', uploadId, n * 10, 'x'.repeat(n));
    const seen: number[] = [];
    let marker: string | undefined = '0';
    while (marker !== undefined) {
      const query = { uploadId, 'max-parts': '3', 'part-number-marker': marker };
      const { text }: { text: string } = await client.call('GET', 'pages', { query });
      seen.push(...texts(text, 'PartNumber').map(Number));
      marker = texts(text, 'NextPartNumberMarker')[0];
      expect(texts(text, 'IsTruncated')).toEqual([String(marker !== undefined)]);
    }
    expect(seen).toEqual([10, 20, 30, 40, 50, 60, 70]);
  });

  test('can be copied from an object, whole or a range', async () => {
    const source = randomBytes(5 * mebibyte + 10);
    await client.call('PUT', 'source', { body: source });
    const uploadId = await start('assembled');
    const copyPart = (partNumber: string, range?: string) =>
      client.call('PUT', 'assembled', {
        query: { uploadId, partNumber },
        headers: {
          'x-amz-copy-source': '/media/source',
          ...(range && { 'x-amz-copy-source-range': range }),
        },
      });
    const first = await copyPart('1', `bytes=0-${5 * mebibyte - 1}`);
    const second = await copyPart('2', `bytes=${5 * mebibyte}-${5 * mebibyte + 9}`);
    expect(errorCode(await copyPart('3', `bytes=0-${source.length}`))).toBe('InvalidRange');
    expect(errorCode(await copyPart('3', 'bytes=5-'))).toBe('InvalidArgument');
    const parts: [number, string | undefined][] = [first, second].map(({ text }, index) => [
      index + 1,
      texts(text, 'ETag')[0],
    ]);
    expect((await complete('assembled', uploadId, parts)).status).toBe(200);
    expect((await client.call('GET', 'assembled')).body.equals(source)).toBe(true);
  });
});

describe('sessions', () => {
  const listAll = async (query: Record<string, string>) => {
    const found: string[] = [];
    let markers: Record<string, string> | undefined = {};
    while (markers) {
      const { text }: { text: string } = await client.call('GET', '', {
        query: { uploads: '', ...query, ...markers },
      });
      const ids = texts(text, 'UploadId');
      found.push(...texts(text, 'Key').map((key, index) => `${key} ${ids[index]}`));
      const [key, id] = [texts(text, 'NextKeyMarker')[0], texts(text, 'NextUploadIdMarker')[0]];
      markers = key && id ? { 'key-marker': key, 'upload-id-marker': id } : undefined;
    }
    return found;
  };

  test('are listed page by page, by key', async () => {
    const started: string[] = [];
    for (const key of ['s/b', 's/a', 's/b', 's/c', 't']) started.push(`${key} ${await start(key)}`);
    const expected = started.filter((entry) => entry.startsWith('s/')).sort();
    expect(await listAll({ prefix: 's/' })).toEqual(expected);
    expect(await listAll({ prefix: 's/', 'max-uploads': '1' })).toEqual(expected);
  });

  test('older than seven days are aborted, with their bytes', async () => {
    const own = await startTestStore();
    const { call } = own.client();
    const begin = async (key: string) =>
      texts((await call('POST', key, { query: { uploads: '' } })).text, 'UploadId')[0] ?? '';
    const old = await begin('old');
    await call('PUT', 'old', { query: { uploadId: old, partNumber: '1' }, body: 'x' });
    own.clock.now = new Date(Date.now() + 2 * day);
    await own.stop();
    const later = await startTestStore({ dir: own.dir });
    later.clock.now = new Date(Date.now() + 6.9 * day);
    await later.restart();
    expect(await filesOf(own.dir)).toMatchObject({ blobs: [expect.any(String)] });
    later.clock.now = new Date(Date.now() + 7.1 * day);
    await later.restart();
    await later.stop();
    expect(await filesOf(own.dir)).toEqual({ incoming: [], blobs: [] });
    expect(namedBlobs(own.dir)).toEqual([]);
  });

  test('aborting frees the bytes and refuses a part still under way', async () => {
    const uploadId = await start('aborted');
    await putPart('aborted', uploadId, 1, 'x');
    const before = await filesOf(store.dir);
    const late = putPart('aborted', uploadId, 2, Buffer.alloc(16 * mebibyte));
    const abort = client.call('DELETE', 'aborted', { query: { uploadId } });
    expect((await abort).status).toBe(204);
    expect(errorCode(await late)).toBe('NoSuchUpload');
    expect(errorCode(await putPart('aborted', uploadId, 1, 'x'))).toBe('NoSuchUpload');
    const freed = async () => {
      const files = await filesOf(store.dir);
      return { incoming: files.incoming.length, fewer: before.blobs.length - files.blobs.length };
    };
    await expect.poll(freed, patience).toEqual({ incoming: 0, fewer: 1 });
  });
});

test('a read under way is not disturbed by a replacement', async () => {
  const { uploadId, parts } = await uploadSizes('moving', [16 * mebibyte, 16 * mebibyte]);
  await complete('moving', uploadId, parts);
  const before = (await client.call('GET', 'moving')).body;
  const signed = await signAddress(client.wire('GET', 'moving', {}), client.host);
  const response = await fetch(`${client.url}${signed.path}?${new URLSearchParams(signed.query)}`);
  // The second part is not open yet: the answer waits for its reader in the middle of the first.
  await client.call('PUT', 'moving', { body: 'replaced' });
  const read = Buffer.from(await response.arrayBuffer());
  expect(read.equals(before)).toBe(true);
  expect((await client.call('GET', 'moving')).text).toBe('replaced');
});
