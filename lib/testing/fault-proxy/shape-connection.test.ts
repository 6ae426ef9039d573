// Proves that a shaped connection is as slow as it is told to be, and not slower by an order.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFaultProxy } from './fault-proxy.ts';

let target: Server;
let targetUrl: string;

beforeAll(async () => {
  target = createServer((request, response) => {
    let receivedBytes = 0;
    request.on('data', (chunk: Buffer) => {
      receivedBytes += chunk.length;
    });
    request.on('end', () => response.end(String(receivedBytes)));
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  targetUrl = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
});

afterAll(() => {
  target.closeAllConnections();
  target.close();
});

async function send(url: string, byteSize: number): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, { method: 'PUT', body: new Uint8Array(byteSize) });
  expect(await response.text()).toBe(String(byteSize));
  return (performance.now() - startedAt) / 1000;
}

test('bytes and round trips take their time, each connection its own', async () => {
  const proxy = await startFaultProxy({
    target: targetUrl,
    shape: { rttMs: 40, bytesPerSecond: 2_000_000 },
  });
  // One round trip for the handshake, one for the request.
  const emptySeconds = await send(proxy.url, 1);
  expect(emptySeconds).toBeGreaterThan(0.07);
  expect(emptySeconds).toBeLessThan(1);
  const seconds = await Promise.all([1, 2, 3, 4].map(() => send(proxy.url, 1_000_000)));
  for (const each of seconds) {
    expect(each).toBeGreaterThan(0.5);
    // Sharing one line they would need 2 s.
    expect(each).toBeLessThan(1.5);
  }
  await proxy.stop();
});

test('a round trip does not limit how much is on the way', async () => {
  const proxy = await startFaultProxy({
    target: targetUrl,
    shape: { rttMs: 200, bytesPerSecond: 50_000_000 },
  });
  // One window of 64 KiB per round trip would need 30 s.
  expect(await send(proxy.url, 10_000_000)).toBeLessThan(5);
  await proxy.stop();
});

test('a broken connection is a broken connection behind a long line too', async () => {
  const proxy = await startFaultProxy({
    target: targetUrl,
    shape: { rttMs: 20, bytesPerSecond: 5_000_000 },
  });
  proxy.rules.add({ match: {}, fault: { kind: 'reset', afterBytes: 50_000 }, times: 1 });
  await expect(send(proxy.url, 500_000)).rejects.toThrow();
  expect(await send(proxy.url, 500_000)).toBeGreaterThan(0.1);
  await proxy.stop();
});
