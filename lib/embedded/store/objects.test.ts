import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  errorCode,
  type SignedClient,
  send,
  signAddress,
  signHeader,
  texts,
} from './test-client.ts';
import { filesOf, namedBlobs, startTestStore } from './test-store.ts';

let store: Awaited<ReturnType<typeof startTestStore>>;
let client: SignedClient;
beforeAll(async () => {
  store = await startTestStore();
  client = store.client();
});
afterAll(() => store.close());

const md5 = (text: string, encoding: 'hex' | 'base64' = 'hex') =>
  createHash('md5').update(text).digest(encoding);
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
const crc = (text: string) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64');
};
const put = (key: string, body: string, headers: Record<string, string> = {}) =>
  client.call('PUT', key, { body, headers });
const get = (key: string, headers: Record<string, string> = {}) =>
  client.call('GET', key, { headers });

describe('put and get', () => {
  test('headers and metadata come back', async () => {
    const headers = {
      'content-type': 'text/plain',
      'cache-control': 'max-age=5',
      'content-disposition': 'inline',
      'content-language': 'fr',
      'x-amz-meta-note': 'kept',
    };
    const written = await put('facts', 'body', headers);
    expect(written.headers.etag).toBe(`"${md5('body')}"`);
    for (const method of ['GET', 'HEAD']) {
      const reply = await client.call(method, 'facts');
      expect(reply.headers).toMatchObject({ ...headers, etag: `"${md5('body')}"` });
      expect(reply.headers['content-length']).toBe('4');
      expect(reply.headers['accept-ranges']).toBe('bytes');
      expect(reply.text).toBe(method === 'GET' ? 'body' : '');
    }
  });

  test('a signed GET may override how the answer is labelled', async () => {
    await put('label', 'x');
    const query = { 'response-content-type': 'text/csv', 'response-cache-control': 'no-store' };
    const reply = await client.call('GET', 'label', { query });
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv',
      'cache-control': 'no-store',
    });
    const split = { 'response-content-disposition': 'a\r\nset-cookie: b' };
    expect(errorCode(await client.call('GET', 'label', { query: split }))).toBe('InvalidArgument');
  });

  test('metadata has a limit', async () => {
    const reply = await put('big-meta', 'x', { 'x-amz-meta-a': 'm'.repeat(8200) });
    expect(errorCode(reply)).toBe('InvalidArgument');
  });

  test('a body needs its length', async () => {
    const wire = client.wire('PUT', 'no-length', {});
    const signed = await signHeader(wire, client.host);
    const chunked = { ...signed.headers, 'transfer-encoding': 'chunked' };
    const reply = await send(client.url, { ...signed, headers: chunked, body: undefined });
    expect(reply.status).toBe(411);
  });

  test('one body has at most 4.995 GiB', async () => {
    const headers = { 'content-length': String(5 * 1024 ** 3), 'content-type': 'video/mp4' };
    const signed = await signAddress({ ...client.wire('PUT', 'huge', {}), headers }, client.host);
    const reply = await send(client.url, signed).catch((error: Error) => error);
    // The client is told at once, and may notice only that the connection went away while sending.
    if ('status' in reply) expect(errorCode(reply)).toBe('EntityTooLarge');
    expect((await get('huge')).status).toBe(404);
  });

  test('a waiting client is told that 100-continue never comes', async () => {
    const reply = await put('waiting', 'x', { expect: '100-continue' });
    expect(reply.status).toBe(417);
    expect((await get('waiting')).status).toBe(404);
  });
});

describe('checksums', () => {
  const cases = [
    { header: 'content-md5', right: md5('body', 'base64'), wrong: md5('other', 'base64') },
    { header: 'x-amz-checksum-sha256', right: sha256('body'), wrong: sha256('other') },
    { header: 'x-amz-checksum-crc32', right: crc('body'), wrong: crc('other') },
  ];

  test.each(cases)('$header is checked', async ({ header, right, wrong }) => {
    const key = `checked-${header}`;
    expect(errorCode(await put(key, 'body', { [header]: wrong }))).toBe('BadDigest');
    expect(errorCode(await put(key, 'body', { [header]: 'not base64' }))).toBe('InvalidDigest');
    expect((await get(key)).status).toBe(404);
    expect((await put(key, 'body', { [header]: right })).status).toBe(200);
  });

  test('a checksum is kept, and told when asked for', async () => {
    const checksum = { 'x-amz-checksum-sha256': sha256('body') };
    expect((await put('summed', 'body', checksum)).headers).toMatchObject(checksum);
    expect((await get('summed')).headers).not.toHaveProperty('x-amz-checksum-sha256');
    expect((await get('summed', { 'x-amz-checksum-mode': 'ENABLED' })).headers).toMatchObject(
      checksum,
    );
  });

  test.each(['x-amz-checksum-crc32c', 'x-amz-checksum-crc64nvme', 'x-amz-checksum-sha1'])(
    '%s is not ignored but refused',
    async (header) => {
      expect(errorCode(await put('unsummed', 'body', { [header]: 'AAAAAA==' }))).toBe(
        'NotImplemented',
      );
    },
  );
});

describe('ranges', () => {
  beforeAll(async () => {
    await put('digits', '0123456789');
    await put('nothing', '');
  });

  test.each([
    { range: 'bytes=0-3', body: '0123', told: 'bytes 0-3/10' },
    { range: 'bytes=7-', body: '789', told: 'bytes 7-9/10' },
    { range: 'bytes=8-100', body: '89', told: 'bytes 8-9/10' },
    { range: 'bytes=-3', body: '789', told: 'bytes 7-9/10' },
    { range: 'bytes=-100', body: '0123456789', told: 'bytes 0-9/10' },
  ])('$range', async ({ range, body, told }) => {
    const reply = await get('digits', { range });
    expect(reply).toMatchObject({ status: 206, text: body });
    expect(reply.headers['content-range']).toBe(told);
    const head = await client.call('HEAD', 'digits', { headers: { range } });
    expect(head.headers['content-length']).toBe(String(body.length));
  });

  test.each(['bytes=10-', 'bytes=-0', 'bytes=99-100'])('%s is outside', async (range) => {
    expect((await get('digits', { range })).status).toBe(416);
  });

  test.each(['bytes=0-1,3-4', 'chars=0-3', 'bytes=5-2', 'bytes=a-b', 'bytes=-'])(
    '%s is ignored',
    async (range) => {
      expect(await get('digits', { range })).toMatchObject({ status: 200, text: '0123456789' });
    },
  );

  test('an empty object has no ranges', async () => {
    expect((await get('nothing', { range: 'bytes=0-' })).status).toBe(416);
    expect(await get('nothing')).toMatchObject({ status: 200, text: '' });
  });

  test('If-Range wants all of a changed object', async () => {
    const range = 'bytes=0-1';
    expect((await get('digits', { range, 'if-range': `"${md5('0123456789')}"` })).status).toBe(206);
    expect((await get('digits', { range, 'if-range': '"other"' })).status).toBe(200);
  });
});

describe('conditions', () => {
  const etag = `"${md5('first')}"`;
  beforeAll(() => put('conditional', 'first'));

  test('reads', async () => {
    const status = async (headers: Record<string, string>) =>
      (await get('conditional', headers)).status;
    expect(await status({ 'if-none-match': etag })).toBe(304);
    expect(await status({ 'if-none-match': `W/${etag}, "x"` })).toBe(304);
    expect(await status({ 'if-none-match': '"x"' })).toBe(200);
    expect(await status({ 'if-match': etag })).toBe(200);
    expect(await status({ 'if-match': '"x"' })).toBe(412);
    const past = new Date(Date.now() - 3_600_000).toUTCString();
    const future = new Date(Date.now() + 3_600_000).toUTCString();
    expect(await status({ 'if-modified-since': past })).toBe(200);
    expect(await status({ 'if-modified-since': future })).toBe(304);
    expect(await status({ 'if-unmodified-since': past })).toBe(412);
    expect(await status({ 'if-unmodified-since': future })).toBe(200);
  });

  test('writes', async () => {
    const status = async (key: string, headers: Record<string, string>) =>
      (await put(key, 'second', headers)).status;
    expect(await status('conditional', { 'if-none-match': '*' })).toBe(412);
    expect(await status('conditional', { 'if-match': '"x"' })).toBe(412);
    expect(await status('absent', { 'if-match': '*' })).toBe(412);
    expect((await get('conditional')).text).toBe('first');
    expect((await get('absent')).status).toBe(404);
    expect(await status('absent', { 'if-none-match': '*' })).toBe(200);
    expect(await status('conditional', { 'if-match': etag })).toBe(200);
    expect((await get('conditional')).text).toBe('second');
  });

  test('of many that create only one does', async () => {
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, n) => put('once', `writer ${n}`, { 'if-none-match': '*' })),
    );
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    expect(replies.filter((reply) => reply.status === 412)).toHaveLength(11);
  });
});

describe('copies', () => {
  const copy = (to: string, from: string, headers: Record<string, string> = {}) =>
    client.call('PUT', to, { headers: { 'x-amz-copy-source': from, ...headers } });
  beforeAll(() => put('from é+', 'source', { 'content-type': 'text/plain', 'x-amz-meta-a': 'b' }));

  test('take the metadata along, or replace it', async () => {
    const source = '/media/from%20%C3%A9%2B';
    expect(texts((await copy('copied', source)).text, 'ETag')).toEqual([`"${md5('source')}"`]);
    expect((await get('copied')).headers).toMatchObject({
      'content-type': 'text/plain',
      'x-amz-meta-a': 'b',
    });
    await copy('copied', source, {
      'x-amz-metadata-directive': 'REPLACE',
      'content-type': 'text/csv',
    });
    const replaced = await get('copied');
    expect(replaced.headers['content-type']).toBe('text/csv');
    expect(replaced.headers).not.toHaveProperty('x-amz-meta-a');
    expect(replaced.text).toBe('source');
  });

  test('of what is not there are refused', async () => {
    expect(errorCode(await copy('c', '/media/none'))).toBe('NoSuchKey');
    expect(errorCode(await copy('c', '/other/none'))).toBe('NoSuchBucket');
    expect(errorCode(await copy('c', '/media/x?versionId=1'))).toBe('NotImplemented');
    expect(errorCode(await copy('c', '/media/%zz'))).toBe('InvalidArgument');
    await put('self', 'x');
    expect(errorCode(await copy('self', '/media/self'))).toBe('InvalidRequest');
  });
});

describe('deleting', () => {
  const deleteMany = (body: string, headers?: Record<string, string>) =>
    client.call('POST', '', {
      query: { delete: '' },
      body,
      headers: headers ?? { 'content-md5': md5(body, 'base64') },
    });

  test('many at once, also what is not there', async () => {
    for (const key of ['d1', 'd2 & <co>', 'd3']) await put(key, 'x');
    const keys = ['d1', 'd2 &amp; &#x3c;co&#62;', 'none'].map(
      (key) => `<Object><Key>${key}</Key></Object>`,
    );
    const reply = await deleteMany(`<Delete>${keys.join('')}</Delete>`);
    expect(texts(reply.text, 'Key')).toEqual(['d1', 'd2 & <co>', 'none']);
    expect((await get('d1')).status).toBe(404);
    expect((await get('d2 & <co>')).status).toBe(404);
    expect((await get('d3')).status).toBe(200);
  });

  test('quietly', async () => {
    const reply = await deleteMany(
      '<Delete><Quiet>true</Quiet><Object><Key>d3</Key></Object></Delete>',
    );
    expect(texts(reply.text, 'Key')).toEqual([]);
    expect((await get('d3')).status).toBe(404);
  });

  test('needs a checksum, a key, and no more than 1000', async () => {
    const one = '<Delete><Object><Key>k</Key></Object></Delete>';
    expect(errorCode(await deleteMany(one, {}))).toBe('InvalidRequest');
    expect((await deleteMany(one, { 'x-amz-checksum-crc32': crc(one) })).status).toBe(200);
    expect(errorCode(await deleteMany('<Delete></Delete>'))).toBe('MalformedXML');
    const many = `<Delete>${'<Object><Key>k</Key></Object>'.repeat(1001)}</Delete>`;
    expect(errorCode(await deleteMany(many))).toBe('MalformedXML');
  });
});

test('replaced and deleted bytes leave the disk, read or not', async () => {
  const own = await startTestStore();
  const { call } = own.client();
  for (const body of ['one', 'two', 'three']) await call('PUT', 'replaced', { body });
  await call('PUT', 'deleted', { body: 'x' });
  await call('DELETE', 'deleted');
  await own.restart();
  expect((await own.client().call('GET', 'replaced')).text).toBe('three');
  await own.stop();
  const files = await filesOf(own.dir);
  expect(files.incoming).toEqual([]);
  expect(files.blobs).toHaveLength(1);
  expect(files.blobs).toEqual(namedBlobs(own.dir));
});
