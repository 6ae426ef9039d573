import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { errorCode, type SignedClient, send, signHeader } from './test-client.ts';
import { filesOf, patience, startTestStore } from './test-store.ts';

let store: Awaited<ReturnType<typeof startTestStore>>;
let client: SignedClient;
const log = vi.spyOn(console, 'error');
beforeAll(async () => {
  store = await startTestStore();
  client = store.client();
});
afterAll(async () => {
  // No request may surprise the store: an unexpected failure would have been logged.
  expect(log).not.toHaveBeenCalled();
  await store.close();
});

const refusal = async (method: string, key: string, options = {}) =>
  errorCode(await client.call(method, key, options));

/** Writes raw bytes to the port and returns what comes back until the store hangs up. */
async function raw(text: string): Promise<string> {
  const socket = connect(Number(new URL(client.url).port), '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return received;
}

describe('what is not implemented is refused loudly', () => {
  test.each([
    { method: 'DELETE', query: 'cors' },
    { method: 'DELETE', query: 'lifecycle' },
    { method: 'GET', query: 'versioning' },
    { method: 'GET', query: 'policy' },
    { method: 'PUT', query: 'acl' },
    { method: 'GET', query: 'location' },
    { method: 'GET', query: 'versions' },
    { method: 'PUT', query: '' },
    { method: 'GET', query: '' },
    { method: 'DELETE', query: '' },
    { method: 'POST', query: '' },
  ])('$method /bucket?$query', async ({ method, query }) => {
    const options = {
      query: query === '' ? {} : { [query]: '' },
      body: method === 'PUT' ? '<x/>' : undefined,
    };
    expect(await refusal(method, '', options)).toBe('NotImplemented');
  });

  test.each([
    { method: 'GET', query: { tagging: '' } },
    { method: 'PUT', query: { tagging: '' } },
    { method: 'GET', query: { acl: '' } },
    { method: 'GET', query: { versionId: '1' } },
    { method: 'GET', query: { partNumber: '1' } },
    { method: 'POST', query: { select: '' } },
    { method: 'POST', query: { restore: '' } },
    { method: 'POST', query: {} },
    { method: 'PUT', query: { uploadId: 'x' } },
    { method: 'PUT', query: { partNumber: '1' } },
    { method: 'GET', query: { uploads: '' } },
    { method: 'DELETE', query: { delete: '' } },
  ])('$method /bucket/key $query', async ({ method, query }) => {
    expect(await refusal(method, 'key', { query, body: method === 'PUT' ? 'x' : undefined })).toBe(
      'NotImplemented',
    );
  });

  test.each([
    'x-amz-acl',
    'x-amz-tagging',
    'x-amz-server-side-encryption',
    'x-amz-security-token',
    'x-amz-storage-class',
    'x-amz-object-lock-mode',
    'x-amz-checksum-algorithm',
  ])('the header %s', async (header) => {
    expect(await refusal('PUT', 'key', { body: 'x', headers: { [header]: 'value' } })).toBe(
      'NotImplemented',
    );
  });

  test('other methods and other buckets', async () => {
    expect(await refusal('PATCH', 'key')).toBe('MethodNotAllowed');
    const wire = { ...client.wire('GET', '', {}), path: '/' };
    expect(errorCode(await send(client.url, await signHeader(wire, client.host)))).toBe(
      'NotImplemented',
    );
    const other = { ...wire, path: '/other/key' };
    expect(errorCode(await send(client.url, await signHeader(other, client.host)))).toBe(
      'NoSuchBucket',
    );
  });
});

describe('addresses', () => {
  const get = (path: string) => send(client.url, { method: 'GET', path, query: {}, headers: {} });

  test.each([
    '/media/%',
    '/media/%zz',
    '/media/%ff',
    '/media/%c3%28',
    '/media/k?prefix=%e0%80',
    '/media/%ed%a0%80',
  ])('%s is not UTF-8', async (path) => {
    expect(errorCode(await get(path))).toBe('InvalidURI');
  });

  test('parameters cannot be given twice', async () => {
    expect(errorCode(await get('/media/k?uploadId=a&uploadId=b'))).toBe('InvalidArgument');
  });

  test('keys have at most 1024 bytes', async () => {
    expect(await refusal('PUT', 'é'.repeat(513), { body: 'x' })).toBe('KeyTooLongError');
    expect((await client.call('PUT', 'é'.repeat(512), { body: 'x' })).status).toBe(200);
    expect((await client.call('DELETE', 'é'.repeat(512))).status).toBe(204);
  });

  test.each([
    '../../../etc/passwd',
    '..',
    '/etc/passwd',
    'a/../../b',
    '\\..\\x',
    'nul\u0000byte',
    '.',
    'store.sqlite',
  ])('the key %j is only a key', async (key) => {
    expect((await client.call('PUT', key, { body: 'inside' })).status).toBe(200);
    expect((await client.call('GET', key)).text).toBe('inside');
    const files = await filesOf(store.dir);
    expect(files.blobs).toHaveLength(1);
    expect(files.blobs[0]).toMatch(/^[0-9a-f]{32}$/);
    expect((await client.call('DELETE', key)).status).toBe(204);
    await expect.poll(async () => (await filesOf(store.dir)).blobs, patience).toEqual([]);
  });

  test.each(['GET http://evil/media/k HTTP/1.1', 'GET media/k HTTP/1.1', 'GET * HTTP/1.1'])(
    '%s is not a path',
    async (line) => {
      const answer = await raw(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    },
  );
});

describe('documents', () => {
  const deletion = (body: string) =>
    refusal('POST', '', {
      query: { delete: '' },
      body,
      headers: { 'x-amz-checksum-sha256': hashOf(body) },
    });
  const hashOf = (body: string) => createHash('sha256').update(body).digest('base64');

  test.each([
    ['nothing', ''],
    ['no XML', 'hello'],
    ['another root', '<Remove><Object><Key>k</Key></Object></Remove>'],
    ['an open tag', '<Delete><Object><Key>k</Key></Object>'],
    ['two keys in one', '<Delete><Object><Key>k</Key><Key>l</Key></Object></Delete>'],
    ['a key with members', '<Delete><Object><Key><b>k</b></Key></Object></Delete>'],
    ['an object without a key', '<Delete><Object>k</Object></Delete>'],
    [
      'a document type',
      '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&e;</Key></Object></Delete>',
    ],
    ['an unknown entity', '<Delete><Object><Key>&e;</Key></Object></Delete>'],
    ['an impossible character', '<Delete><Object><Key>&#x110000;</Key></Object></Delete>'],
    ['a prototype', '<Delete><__proto__><Key>k</Key></__proto__></Delete>'],
    ['great depth', `<Delete>${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}</Delete>`],
  ])('with %s are malformed', async (_, body) => {
    expect(await deletion(body)).toBe('MalformedXML');
  });

  test('are bounded in size', async () => {
    expect(await deletion(`<Delete>${' '.repeat(4 * 1024 * 1024)}</Delete>`)).toBe(
      'MaxMessageLengthExceeded',
    );
  });

  test('cannot name a version', async () => {
    expect(
      await deletion('<Delete><Object><Key>k</Key><VersionId>1</VersionId></Object></Delete>'),
    ).toBe('NotImplemented');
  });
});

describe('connections', () => {
  test('that talk nonsense are answered or closed', async () => {
    expect(await raw('\u0000\u0001\u0002 nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw('PUT /media/k HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    const smuggled =
      'PUT /media/k HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await raw(smuggled)).toMatch(/^HTTP\/1\.1 400 /);
    expect(
      await raw(`GET /media/k HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`),
    ).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('that break in the middle of a body leave nothing', async () => {
    const wire = client.wire('PUT', 'broken', { headers: { 'content-length': '1000000' } });
    const signed = await signHeader(
      { ...wire, headers: { ...wire.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      client.host,
    );
    const lines = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}`);
    const socket = connect(Number(new URL(client.url).port), '127.0.0.1');
    socket.write(`PUT ${signed.path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\nonly this`);
    await expect.poll(async () => (await filesOf(store.dir)).incoming, patience).toHaveLength(1);
    socket.destroy();
    await expect.poll(async () => (await filesOf(store.dir)).incoming, patience).toEqual([]);
    expect((await client.call('GET', 'broken')).status).toBe(404);
  });

  test('get a preflight answered without a signature, and nothing else', async () => {
    const headers = {
      origin: 'http://studio.example',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    };
    const preflight = await send(client.url, {
      method: 'OPTIONS',
      path: '/media/k',
      query: {},
      headers,
    });
    expect(preflight).toMatchObject({ status: 204, text: '' });
    expect(preflight.headers['access-control-allow-headers']).toBe('content-type');
    const refused = await send(client.url, {
      method: 'GET',
      path: '/media/k',
      query: {},
      headers: { origin: headers.origin },
    });
    expect(refused.status).toBe(403);
    expect(refused.headers['access-control-allow-origin']).toBe('*');
    expect(refused.headers['access-control-expose-headers']).toContain('ETag');
  });

  test('and the store still works', async () => {
    expect((await client.call('PUT', 'alive', { body: 'yes' })).status).toBe(200);
    expect((await client.call('GET', 'alive')).text).toBe('yes');
  });
});
