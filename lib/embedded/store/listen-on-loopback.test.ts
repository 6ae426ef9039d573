import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listenOnLoopback } from './listen-on-loopback.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0)) await undo();
});

const hello = () => createHttpServer((_request, response) => response.end('hello'));

async function start() {
  const server = hello();
  const listening = await listenOnLoopback(server, 0);
  cleanUp.push(async () => {
    const closed = listening.close();
    server.closeAllConnections();
    await closed;
  });
  return { server, ...listening };
}

test('answers under every name of this machine', async () => {
  const { port } = await start();
  for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
    const answer = await fetch(`http://${host}:${port}/`);
    expect(await answer.text(), host).toBe('hello');
  }
});

test('closing ends the connections of both, and both are free again', async () => {
  const { server, port, close } = await start();
  cleanUp.pop();
  // One half-sent request on each: only closing the server by force ends them.
  const ended: Promise<unknown>[] = [];
  for (const host of ['127.0.0.1', '::1']) {
    const accepted = once(server, 'connection');
    const socket = connect(port, host, () => socket.write('GET / HTTP/1.1\r\n'));
    // The end may come as a reset.
    ended.push(new Promise((resolve) => socket.once('error', resolve).once('close', resolve)));
    await accepted;
  }
  const closed = close();
  server.closeAllConnections();
  await Promise.all([closed, ...ended]);
  const again = hello();
  const listening = await listenOnLoopback(again, port);
  await listening.close();
});

test.each(['127.0.0.1', '::1'])('a port that is taken on %s is taken', async (host) => {
  const { port, close } = await start();
  cleanUp.pop();
  await close();
  const stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(port, host, resolve));
  cleanUp.push(() => new Promise((resolve) => stranger.close(() => resolve())));
  const server = hello();
  await expect(listenOnLoopback(server, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(server.listening).toBe(false);
});
