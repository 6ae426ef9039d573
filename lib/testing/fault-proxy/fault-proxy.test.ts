// Proves that the proxy changes nothing unless told, and does exactly what it is told.
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FaultProxy, type SeenRequest, startFaultProxy } from './fault-proxy.ts';

type Received = { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer };

let target: Server;
let proxy: FaultProxy;
let received: Received[];
let brokenOff: PromiseWithResolvers<void>;
let seen: SeenRequest[];

beforeEach(async () => {
  received = [];
  seen = [];
  brokenOff = Promise.withResolvers();
  target = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => null);
    if (body === null) return brokenOff.resolve();
    const { method = '', url = '', headers } = request;
    received.push({ method, url, headers, body });
    response.writeHead(200, { ETag: `"${createHash('md5').update(body).digest('hex')}"` });
    response.end(body);
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const { port } = target.address() as AddressInfo;
  proxy = await startFaultProxy({
    target: `http://127.0.0.1:${port}`,
    seed: 7,
    onRequest: (request) => seen.push(request),
  });
});

afterEach(async () => {
  await proxy.stop();
  target.closeAllConnections();
  await new Promise((resolve) => target.close(resolve));
});

const put = (path: string, body: BodyInit = 'the body', headers: Record<string, string> = {}) =>
  fetch(proxy.url + path, { method: 'PUT', body, headers });

const fromPage = { origin: 'http://studio.test' };

test('passes everything on as it is, the Host included', async () => {
  const body = randomBytes(3_000_000);
  const response = await put('/bucket/a%20b?partNumber=2&x=%2F', body, { 'x-custom': 'Kept' });
  const [request] = received;
  expect(request?.url).toBe('/bucket/a%20b?partNumber=2&x=%2F');
  expect(request?.headers).toMatchObject({
    host: `127.0.0.1:${proxy.port}`,
    'content-length': '3000000',
    'x-custom': 'Kept',
  });
  expect(request?.body.equals(body)).toBe(true);
  expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
  expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  expect(seen).toEqual([{ method: 'PUT', path: '/bucket/a%20b', part: 2, fault: null }]);
});

test('a reset lets that many bytes through, then both sides see the connection break', async () => {
  proxy.rules.add({ match: { method: 'PUT' }, fault: { kind: 'reset', afterBytes: 100_000 } });
  await expect(put('/x', randomBytes(5_000_000))).rejects.toThrow();
  await brokenOff.promise;
  expect(received).toEqual([]);
});

test('a reset before the first byte reaches nobody', async () => {
  proxy.rules.add({ match: {}, fault: { kind: 'reset', afterBytes: 0 } });
  await expect(put('/x')).rejects.toThrow();
  expect(received).toEqual([]);
});

test.each(['before-body', 'after-body'] as const)(
  'answers %s, readable for a page',
  async (when) => {
    proxy.rules.add({
      match: { hasOrigin: true },
      fault: { kind: 'answer', status: 503, when, retryAfterSeconds: 2 },
    });
    const response = await put('/x', randomBytes(2_000_000), fromPage);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(response.headers.get('access-control-allow-origin')).toBe(fromPage.origin);
    expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect((await put('/x')).status).toBe(200);
    expect(received).toHaveLength(1);
  },
);

test('an expired address is refused in the words of R2', async () => {
  proxy.rules.add({ match: {}, fault: { kind: 'answer', status: 403, when: 'after-body' } });
  const response = await put('/x');
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('<Code>ExpiredRequest</Code>');
});

test.each([0, 100_000])(
  'a stall after %d bytes leaves both sides without an end',
  async (afterBytes) => {
    const rule = proxy.rules.add({ match: {}, fault: { kind: 'stall', afterBytes } });
    const client = new AbortController();
    const request = fetch(proxy.url, {
      method: 'PUT',
      body: randomBytes(20_000_000),
      signal: client.signal,
    });
    await expect.poll(() => rule.hits()).toBe(1);
    const other = put('/other');
    rule.remove();
    await expect(put('/meanwhile')).resolves.toMatchObject({ status: 200 });
    expect(received.map(({ url }) => url)).not.toContain('/');
    client.abort();
    await expect(request).rejects.toThrow();
    await other.catch(() => {});
  },
);

test('a lost answer: the target did it, the client cannot know', async () => {
  proxy.rules.add({ match: {}, fault: { kind: 'lose-answer' }, times: 1 });
  await expect(put('/x', 'kept')).rejects.toThrow();
  expect(received.map(({ body }) => body.toString())).toEqual(['kept']);
  expect((await put('/x')).status).toBe(200);
});

test('a delayed request arrives all the same', async () => {
  proxy.rules.add({ match: {}, fault: { kind: 'delay', ms: 60 } });
  const startedAt = performance.now();
  expect((await put('/x')).status).toBe(200);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(50);
});

test('a rule hits what it names: part, path, turn, count', async () => {
  const refuse = { kind: 'answer', status: 500, when: 'after-body' } as const;
  const rule = proxy.rules.add({
    match: { method: 'PUT', path: /\/film/, part: 2 },
    fault: refuse,
    from: 2,
    times: 1,
  });
  const statusOf = async (path: string) => (await put(path)).status;
  expect(await statusOf('/film?partNumber=2')).toBe(200);
  expect(await statusOf('/film?partNumber=1')).toBe(200);
  expect(await statusOf('/song?partNumber=2')).toBe(200);
  expect(await statusOf('/film?partNumber=2')).toBe(500);
  expect(await statusOf('/film?partNumber=2')).toBe(200);
  expect(rule.hits()).toBe(1);
});

test('preflights pass, whatever else is refused', async () => {
  proxy.rules.add({ match: {}, fault: { kind: 'reset', afterBytes: 0 } });
  expect((await fetch(proxy.url, { method: 'OPTIONS', headers: fromPage })).status).toBe(200);
});

test('the same seed hits the same requests', async () => {
  const refuse = { kind: 'answer', status: 500, when: 'after-body' } as const;
  const statuses = async (one: FaultProxy) => {
    one.rules.add({ match: {}, fault: refuse, probability: 0.5 });
    const row: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) row.push((await fetch(one.url)).status);
    return row;
  };
  const { port } = target.address() as AddressInfo;
  const twin = await startFaultProxy({ target: `http://127.0.0.1:${port}`, seed: 7 });
  const row = await statuses(proxy);
  expect(await statuses(twin)).toEqual(row);
  expect(new Set(row)).toEqual(new Set([200, 500]));
  await twin.stop();
});

test('a target that is gone looks like a broken line, and like itself when it is back', async () => {
  const { port } = target.address() as AddressInfo;
  target.closeAllConnections();
  await new Promise((resolve) => target.close(resolve));
  await expect(put('/x')).rejects.toThrow();
  await new Promise<void>((resolve) => target.listen(port, '127.0.0.1', resolve));
  expect((await put('/x')).status).toBe(200);
});
