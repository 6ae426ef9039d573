import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifySignature } from './signature.ts';
import { parseRequest } from './store-request.ts';
import {
  createSignedClient,
  errorCode,
  objectPath,
  type SignedClient,
  send,
  signAddress,
  signHeader,
  testCredentials,
  type Wire,
} from './test-client.ts';
import { startTestStore } from './test-store.ts';

let store: Awaited<ReturnType<typeof startTestStore>>;
let client: SignedClient;
beforeAll(async () => {
  store = await startTestStore();
  client = store.client();
  await client.call('PUT', 'secret', { body: 'precious' });
});
afterAll(() => store.close());

const put = (key = 'film', body = 'honest') =>
  client.wire('PUT', key, { body, headers: { 'content-type': 'video/mp4' } });
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

/** Nothing but `secret` is there, and it is what it was. */
async function expectUntouched() {
  const listing = await client.call('GET', '', { query: { 'list-type': '2' } });
  expect(listing.text).toContain('<KeyCount>1</KeyCount>');
  expect((await client.call('GET', 'secret')).text).toBe('precious');
}

type Attack = { name: string; code: string; wire: () => Promise<Wire> };

const changed = async (signed: Promise<Wire>, change: (wire: Wire) => Partial<Wire>) => {
  const wire = await signed;
  return { ...wire, ...change(wire) };
};
const inHeader = (wire: Wire, choices = {}) => signHeader(wire, client.host, choices);
const inAddress = (wire: Wire, choices = {}) => signAddress(wire, client.host, choices);
const otherKey = { ...testCredentials, secretAccessKey: 'guessed' };
const otherId = { ...testCredentials, accessKeyId: 'somebody' };
const withAuthorization = (wire: Wire, change: (text: string) => string) => ({
  headers: { ...wire.headers, authorization: change(wire.headers.authorization ?? '') },
});

const headerAttacks: Attack[] = [
  { name: 'no signature', code: 'AccessDenied', wire: async () => put() },
  {
    name: 'another secret',
    code: 'SignatureDoesNotMatch',
    wire: () => inHeader(put(), { credentials: otherKey }),
  },
  {
    name: 'another key id',
    code: 'InvalidAccessKeyId',
    wire: () => inHeader(put(), { credentials: otherId }),
  },
  {
    name: 'another path',
    code: 'SignatureDoesNotMatch',
    wire: () => changed(inHeader(put()), () => ({ path: objectPath('secret') })),
  },
  {
    name: 'an added parameter',
    code: 'SignatureDoesNotMatch',
    wire: () => changed(inHeader(put()), () => ({ query: { 'x-id': 'PutObject' } })),
  },
  {
    name: 'another method',
    code: 'SignatureDoesNotMatch',
    wire: () => changed(inHeader(client.wire('GET', 'secret', {})), () => ({ method: 'DELETE' })),
  },
  {
    name: 'a swapped body',
    code: 'XAmzContentSHA256Mismatch',
    wire: () => changed(inHeader(put()), () => ({ body: 'forged' })),
  },
  {
    name: 'a swapped body hash',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inHeader(put()), ({ headers }) => ({
        headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
      })),
  },
  {
    name: 'no body hash',
    code: 'InvalidRequest',
    wire: () =>
      changed(inHeader(put()), ({ headers }) => ({
        headers: { ...headers, 'x-amz-content-sha256': '' },
      })),
  },
  {
    name: 'a changed signed header',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inHeader(put()), ({ headers }) => ({
        headers: { ...headers, 'content-type': 'text/html' },
      })),
  },
  {
    name: 'an unsigned x-amz header',
    code: 'AccessDenied',
    wire: () =>
      changed(inHeader(put()), ({ headers }) => ({
        headers: { ...headers, 'x-amz-copy-source': '/media/secret' },
      })),
  },
  {
    name: 'an old signature',
    code: 'RequestTimeTooSkewed',
    wire: () => inHeader(put(), { signedAt: minutes(-16) }),
  },
  {
    name: 'a signature from the future',
    code: 'RequestTimeTooSkewed',
    wire: () => inHeader(put(), { signedAt: minutes(16) }),
  },
  {
    name: 'a cut signature',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inHeader(put()), (wire) => withAuthorization(wire, (text) => text.slice(0, -2))),
  },
  {
    name: 'a signature that is not hex',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inHeader(put()), (wire) =>
        withAuthorization(wire, (text) =>
          text.replace(/Signature=.*/, `Signature=${'zz'.repeat(32)}`),
        ),
      ),
  },
  {
    name: 'host left out of the signed headers',
    code: 'AccessDenied',
    wire: () =>
      changed(inHeader(put()), (wire) =>
        withAuthorization(wire, (text) => text.replace('host;', '')),
      ),
  },
  {
    name: 'another region in the scope',
    code: 'AccessDenied',
    wire: () =>
      changed(inHeader(put()), (wire) =>
        withAuthorization(wire, (text) => text.replace('/auto/', '/mars/')),
      ),
  },
  {
    name: 'another day in the scope',
    code: 'AccessDenied',
    wire: () =>
      changed(inHeader(put()), (wire) =>
        withAuthorization(wire, (text) => text.replace(/\/\d{8}\//, '/20200101/')),
      ),
  },
  {
    name: 'basic authorization',
    code: 'InvalidRequest',
    wire: async () => ({
      ...put(),
      headers: { ...put().headers, authorization: 'Basic Zm9vOmJhcg==' },
    }),
  },
  {
    name: 'an anonymous read',
    code: 'AccessDenied',
    wire: async () => client.wire('GET', 'secret', {}),
  },
  {
    name: 'an anonymous listing',
    code: 'AccessDenied',
    wire: async () => client.wire('GET', '', { query: { 'list-type': '2' } }),
  },
  {
    name: 'chunked signing',
    code: 'NotImplemented',
    wire: () =>
      inHeader({
        ...put(),
        headers: { ...put().headers, 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
      }),
  },
];

const addressAttacks: Attack[] = [
  {
    name: 'another secret',
    code: 'SignatureDoesNotMatch',
    wire: () => inAddress(put(), { credentials: otherKey }),
  },
  {
    name: 'another path',
    code: 'SignatureDoesNotMatch',
    wire: () => changed(inAddress(put()), () => ({ path: objectPath('secret') })),
  },
  {
    name: 'a longer life',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inAddress(put()), ({ query }) => ({
        query: { ...query, 'X-Amz-Expires': '604800' },
      })),
  },
  {
    name: 'an added parameter',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inAddress(client.wire('GET', 'secret', {})), ({ query }) => ({
        query: { ...query, 'response-content-type': 'text/html' },
      })),
  },
  {
    name: 'a dropped parameter',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(
        inAddress(
          client.wire('PUT', 'film', { body: 'x', query: { uploadId: 'a', partNumber: '1' } }),
        ),
        ({ query: { uploadId: _, ...query } }) => ({ query }),
      ),
  },
  {
    name: 'another method',
    code: 'SignatureDoesNotMatch',
    wire: () => changed(inAddress(client.wire('GET', 'secret', {})), () => ({ method: 'DELETE' })),
  },
  {
    name: 'another length',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inAddress(put()), ({ headers }) => ({
        body: 'longer than signed',
        headers: { ...headers, 'content-length': '18' },
      })),
  },
  {
    name: 'another type',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inAddress(put()), ({ headers }) => ({
        headers: { ...headers, 'content-type': 'text/html' },
      })),
  },
  {
    name: 'no type',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inAddress(put()), ({ headers: { 'content-type': _, ...headers } }) => ({ headers })),
  },
  {
    name: 'an unsigned copy header',
    code: 'AccessDenied',
    wire: () =>
      changed(inAddress(put()), ({ headers }) => ({
        headers: { ...headers, 'x-amz-copy-source': '/media/secret' },
      })),
  },
  {
    name: 'an expired address',
    code: 'ExpiredRequest',
    wire: () => inAddress(put(), { signedAt: minutes(-11), expiresIn: 600 }),
  },
  {
    name: 'an address from the future',
    code: 'RequestTimeTooSkewed',
    wire: () => inAddress(put(), { signedAt: minutes(16) }),
  },
  {
    name: 'a life of zero',
    code: 'InvalidArgument',
    wire: () =>
      changed(inAddress(put()), ({ query }) => ({ query: { ...query, 'X-Amz-Expires': '0' } })),
  },
  {
    name: 'a life over seven days',
    code: 'InvalidArgument',
    wire: () =>
      changed(inAddress(put()), ({ query }) => ({
        query: { ...query, 'X-Amz-Expires': '604801' },
      })),
  },
  {
    name: 'another algorithm',
    code: 'InvalidArgument',
    wire: () =>
      changed(inAddress(put()), ({ query }) => ({
        query: { ...query, 'X-Amz-Algorithm': 'none' },
      })),
  },
  {
    name: 'an empty signature',
    code: 'SignatureDoesNotMatch',
    wire: () =>
      changed(inAddress(put()), ({ query }) => ({ query: { ...query, 'X-Amz-Signature': '' } })),
  },
  {
    name: 'no date',
    code: 'InvalidRequest',
    wire: () =>
      changed(inAddress(put()), ({ query: { 'X-Amz-Date': _, ...query } }) => ({ query })),
  },
  {
    name: 'signed twice',
    code: 'InvalidArgument',
    wire: async () => ({ ...(await inAddress(put())), headers: (await inHeader(put())).headers }),
  },
];

describe('signed in the header', () => {
  test('an honest request passes', async () => {
    expect((await client.call('PUT', 'honest', { body: 'x' })).status).toBe(200);
    expect((await client.call('DELETE', 'honest')).status).toBe(204);
  });

  test.each(headerAttacks)('refuses $name', async ({ wire, code }) => {
    const reply = await send(client.url, await wire());
    expect(errorCode(reply)).toBe(code);
    await expectUntouched();
  });
});

describe('signed in the address', () => {
  test('an honest request passes', async () => {
    expect((await send(client.url, await inAddress(put('honest')))).status).toBe(200);
    expect((await client.call('DELETE', 'honest')).status).toBe(204);
  });

  test.each(addressAttacks)('refuses $name', async ({ wire, code }) => {
    const reply = await send(client.url, await wire());
    expect(errorCode(reply)).toBe(code);
    await expectUntouched();
  });
});

describe('canonical form', () => {
  const host = '127.0.0.1:9000';

  function received({ method, path, query, headers }: Wire) {
    const message = new IncomingMessage(new Socket());
    message.method = method;
    const search = Object.entries(query).map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    );
    message.url = search.length > 0 ? `${path}?${search.join('&')}` : path;
    message.headers = { ...headers, host };
    return parseRequest(message);
  }

  const oddText = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          '..',
          '.',
          '/',
          '//',
          ' ',
          '+',
          '%',
          '%2F',
          '&',
          '=',
          '?',
          '#',
          'é',
          '🎬',
          "'",
          '(',
          '*',
          '~',
          '"',
          '<',
          '\\',
          '\u0001',
          'ﬀ',
          'e\u0301',
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((pieces) => pieces.join('')),
  );
  const key = oddText.filter((text) => Buffer.byteLength(text) <= 1024 && text.isWellFormed());
  const parameter = fc.constantFrom(
    'prefix',
    'delimiter',
    'start-after',
    'Aa',
    'a b',
    'é+',
    '-',
    'A',
  );
  const query = fc.dictionary(
    parameter,
    oddText.filter((text) => text.isWellFormed()),
  );
  const method = fc.constantFrom('GET', 'PUT', 'DELETE');

  test('verifies what the AWS signer signs, for any key and parameters', async () => {
    await fc.assert(
      fc.asyncProperty(key, query, method, async (name, parameters, verb) => {
        const wire = {
          method: verb,
          path: objectPath(name),
          query: parameters,
          headers: { 'x-amz-meta-note': '  two   words ' },
        };
        for (const signed of [await signHeader(wire, host), await signAddress(wire, host)]) {
          const request = received(signed);
          expect(request.key).toBe(name);
          await expect(
            verifySignature(request, testCredentials, new Date()),
          ).resolves.toBeDefined();
        }
      }),
      { numRuns: 150 },
    );
  });

  test('refuses it for every other key', async () => {
    await fc.assert(
      fc.asyncProperty(key, key, async (name, other) => {
        fc.pre(name !== other);
        const wire = { method: 'GET', path: objectPath(name), query: {}, headers: {} };
        const signed = { ...(await signAddress(wire, host)), path: objectPath(other) };
        await expect(
          verifySignature(received(signed), testCredentials, new Date()),
        ).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
      }),
      { numRuns: 100 },
    );
  });

  test('any key can be written, read, listed and removed', async () => {
    await fc.assert(
      fc.asyncProperty(key, async (name) => {
        expect((await client.call('PUT', name, { body: name })).status).toBe(200);
        expect((await client.call('GET', name)).text).toBe(name);
        const query = { 'list-type': '2', prefix: name, 'encoding-type': 'url', 'max-keys': '1' };
        const listing = await client.call('GET', '', { query });
        const listed = /<Key>([^<]*)<\/Key>/.exec(listing.text)?.[1] ?? '';
        expect(decodeURIComponent(listed)).toBe(name);
        expect((await client.call('DELETE', name)).status).toBe(204);
        expect((await client.call('GET', name)).status).toBe(404);
      }),
      { numRuns: 40 },
    );
    await expectUntouched();
  });
});

test('a client of another store gets nowhere', async () => {
  const elsewhere = createSignedClient(client.url.replace('127.0.0.1', 'localhost'));
  const signed = await signHeader(elsewhere.wire('GET', 'secret', {}), elsewhere.host);
  const reply = await send(client.url, {
    ...signed,
    headers: { ...signed.headers, host: client.host },
  });
  expect(errorCode(reply)).toBe('SignatureDoesNotMatch');
});
