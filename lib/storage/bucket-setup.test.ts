import { createServer } from 'node:http';
import { PutBucketCorsCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestStore, type TestStore } from '#lib/testing/test-store.ts';
import { setUpBucket } from './bucket-setup.ts';
import { createR2Storage } from './r2.ts';
import { createR2Client } from './r2-client.ts';

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.close());

const origins = ['https://studio.example.com'];
const setUp = (wanted = origins) =>
  setUpBucket({ endpoint: store.url, ...store }, { origins: wanted });

/** What a page of that origin is told before it sends such a request. */
async function preflight(origin: string, method = 'PUT', headers = 'content-type') {
  const answer = await fetch(`${store.url}/${store.bucket}/images/a.png`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': headers,
    },
  });
  return answer.status;
}

test('sets both, reads them back, and finds them there the next time', async () => {
  expect(await setUp()).toEqual([
    { setting: 'cors', state: 'set', othersKept: 0 },
    { setting: 'lifecycle', state: 'set', othersKept: 0 },
  ]);
  expect(await setUp()).toEqual([
    { setting: 'cors', state: 'already', othersKept: 0 },
    { setting: 'lifecycle', state: 'already', othersKept: 0 },
  ]);
});

test('what was set holds: our pages may upload and read the ETag, others may not', async () => {
  expect(await preflight('https://elsewhere.example.com')).toBe(204);
  await setUp();
  expect(await preflight('https://studio.example.com')).toBe(204);
  expect(await preflight('https://elsewhere.example.com')).toBe(403);
  expect(await preflight('https://studio.example.com', 'DELETE')).toBe(403);
  expect(await preflight('https://studio.example.com', 'PUT', 'x-other')).toBe(403);
  const storage = createR2Storage({ endpoint: store.url, ...store });
  const request = await storage.signPut({
    ...{ key: 'images/a.png', byteSize: 1, contentType: 'image/png', expiresInSeconds: 60 },
  });
  const answer = await fetch(request.url, {
    ...{ method: 'PUT', body: 'a' },
    headers: { ...request.headers, origin: 'https://studio.example.com' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://studio.example.com');
  expect(answer.headers.get('access-control-expose-headers')).toContain('ETag');
});

test('another address takes the place of the last, and not of what others set', async () => {
  const client = createR2Client({ endpoint: store.url, ...store });
  const others = { AllowedOrigins: ['https://other.example.com'], AllowedMethods: ['GET'] };
  const CORSConfiguration = { CORSRules: [{ ID: 'theirs', ...others }] };
  await client.send(new PutBucketCorsCommand({ Bucket: store.bucket, CORSConfiguration }));
  client.destroy();
  await setUp();
  const [cors] = await setUp(['https://new.example.com']);
  expect(cors).toEqual({ setting: 'cors', state: 'set', othersKept: 1 });
  expect(await preflight('https://other.example.com', 'GET', '')).toBe(204);
  expect(await preflight('https://studio.example.com')).toBe(403);
  expect(await preflight('https://new.example.com')).toBe(204);
});

/** An endpoint that answers everything with one S3 error. */
async function refusing(status: number, code: string): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<Error><Code>${code}</Code><Message>Not here.</Message></Error>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

test.each([
  [501, 'NotImplemented'],
  [403, 'AccessDenied'],
])('an endpoint that answers %i %s is reported, not an error', async (status, code) => {
  const endpoint = await refusing(status, code);
  try {
    const outcomes = await setUpBucket({ ...store, endpoint: endpoint.url }, { origins });
    expect(outcomes).toEqual([
      { setting: 'cors', state: 'refused', othersKept: 0, reason: `${code}: Not here.` },
      { setting: 'lifecycle', state: 'refused', othersKept: 0, reason: `${code}: Not here.` },
    ]);
  } finally {
    endpoint.close();
  }
});

test('an endpoint that does not answer is an error', async () => {
  const endpoint = { ...store, endpoint: 'http://127.0.0.1:9' };
  await expect(setUpBucket(endpoint, { origins })).rejects.toMatchObject({
    code: 'storage_unavailable',
  });
}, 60_000);
