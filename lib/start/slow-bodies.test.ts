import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endSlowBodies } from './slow-bodies.ts';

let server: Server;
beforeAll(async () => {
  endSlowBodies({ wholeMs: 300, answeredMs: 300 });
  server = createServer((request, response) => {
    request.on('error', () => {});
    if (request.url === '/early') return response.end('early');
    let byteSize = 0;
    request.on('data', (chunk) => {
      byteSize += chunk.length;
    });
    request.on('end', () => response.end(`${byteSize} bytes`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends a body of that many bytes, one every 20 ms, and answers all that came back before the end. */
async function trickle(path: string, byteSize: number, declared = byteSize): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
    if (answer.endsWith(' bytes')) socket.end();
  });
  socket.on('error', () => {});
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${declared}\r\n\r\n`);
  let sent = 0;
  const timer = setInterval(() => (sent++ < byteSize ? socket.write('a') : undefined), 20);
  await once(socket, 'close');
  clearInterval(timer);
  return answer.split('\r\n\r\n')[1] ?? '';
}

test('a body that trickles ends with its connection', async () => {
  expect(await trickle('/api/films', 1000)).toBe('');
});

test('one that comes in time is read', async () => {
  expect(await trickle('/api/films', 5)).toBe('5 bytes');
});

test.each(['/api/tus/1', '/api/tus', '/api/media/upload?purpose=a'])(
  'at %s it may take as long as it takes, as long as it is read',
  async (path) => {
    expect(await trickle(path, 30)).toBe('30 bytes');
  },
);

test('what was answered is not waited for', async () => {
  expect(await trickle('/early', 1000)).toBe('early');
});

test('other addresses that begin alike are none of those', async () => {
  expect(await trickle('/api/tusks', 1000)).toBe('');
});

test('Node itself cuts off nothing; headers still have to come within its time', async () => {
  await trickle('/api/films', 1);
  expect(server.requestTimeout).toBe(0);
  expect(server.headersTimeout).toBe(60_000);
});
