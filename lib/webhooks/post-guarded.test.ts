import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
} from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { guardedLookup } from './guarded-lookup.ts';
import { postGuarded } from './post-guarded.ts';

const local = { allowsPrivate: true };
const strict = { allowsPrivate: false };
const servers: (Server | TcpServer)[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function listening<S extends Server | TcpServer>(server: S): Promise<number> {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

/** A receiver on this machine, and what it got. */
async function receiver(answer: RequestListener) {
  const got: { method?: string; url?: string; body: string; type?: string }[] = [];
  const port = await listening(
    createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, url, headers } = request;
      const body = Buffer.concat(chunks).toString();
      got.push({ method, url, body, type: headers['content-type'] } as (typeof got)[number]);
      answer(request, response);
    }),
  );
  return { got, port, url: `http://127.0.0.1:${port}/hook?a=b` };
}

const post = (url: string) => ({
  ...{ url, body: '{"a":"é"}' },
  headers: { 'content-type': 'application/json' },
});

test('a message arrives as it is, and 2xx is success', async () => {
  const { url, got } = await receiver((_, response) => response.writeHead(202).end('thanks'));
  const outcome = await postGuarded(post(url), local);
  expect(outcome).toMatchObject({ failure: null, statusCode: 202, answer: 'thanks' });
  expect(outcome.durationMs).toBeGreaterThanOrEqual(0);
  expect(got).toEqual([
    { method: 'POST', url: '/hook?a=b', body: '{"a":"é"}', type: 'application/json' },
  ]);
});

test('a redirect is not followed, and is no success', async () => {
  const inner = await receiver((_, response) => response.end('secret'));
  const outer = await receiver((_, response) =>
    response.writeHead(307, { location: inner.url }).end(),
  );
  expect(await postGuarded(post(outer.url), local)).toMatchObject({
    ...{ failure: 'status', statusCode: 307 },
  });
  expect(inner.got).toEqual([]);
});

test('of an answer without end a beginning is read, and the connection is closed', async () => {
  let isClosed = false;
  const { url } = await receiver((_, response) => {
    response.writeHead(500);
    const timer = setInterval(() => response.write('x\0y\r\n'.repeat(2000)), 1);
    response.on('close', () => {
      clearInterval(timer);
      isClosed = true;
    });
  });
  const { answer, statusCode } = await postGuarded(post(url), local);
  expect(statusCode).toBe(500);
  expect(answer).toMatch(/^x y x y/);
  expect(answer?.length).toBeLessThanOrEqual(1024);
  await expect.poll(() => isClosed).toBe(true);
});

test('who does not answer is given up, who answers and then stalls has answered', async () => {
  const silent = await receiver(() => {});
  const limits = { ...local, timeoutMs: 100 };
  expect(await postGuarded(post(silent.url), limits)).toMatchObject({
    ...{ failure: 'timeout', statusCode: null, answer: null },
  });
  const stalling = await receiver((_, response) => void response.writeHead(200).write('so far'));
  expect(await postGuarded(post(stalling.url), limits)).toMatchObject({
    ...{ failure: null, statusCode: 200, answer: 'so far…' },
  });
});

test('who answers with another protocol has not answered, and holds nobody up', async () => {
  const switching = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n';
  const port = await listening(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write(switching));
    }),
  );
  expect(await postGuarded(post(`http://127.0.0.1:${port}/`), local)).toMatchObject({
    ...{ failure: 'bad_answer', statusCode: null, answer: null },
  });
});

test('nobody there, no such name, no HTTP, no TLS: a word for each, and no more', async () => {
  const gone = await receiver(() => {});
  servers.pop()?.close();
  expect(await postGuarded(post(gone.url), local)).toMatchObject({ failure: 'unreachable' });
  const port = await listening(
    createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    }),
  );
  const outcomes = [
    await postGuarded(post(`http://127.0.0.1:${port}/`), local),
    await postGuarded(post(`https://127.0.0.1:${port}/`), local),
    await postGuarded(post('https://hooks.example.com/'), {
      ...strict,
      resolve: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })),
    }),
  ];
  expect(outcomes.map(({ failure }) => failure)).toEqual(['bad_answer', 'tls', 'name_not_found']);
  for (const { answer } of outcomes) expect(answer).toBeNull();
});

describe('where no webhook may go', () => {
  const refused = { failure: 'address_refused', statusCode: null, answer: null };

  test.each(['127.0.0.1', '0x7f.1', '2130706433', '127.1', '[::ffff:127.0.0.1]', 'localhost'])(
    'https://%s is not connected to',
    async (host) => {
      let connections = 0;
      const port = await listening(createTcpServer(() => (connections += 1)));
      expect(await postGuarded(post(`https://${host}:${port}/`), strict)).toMatchObject(refused);
      expect(connections).toBe(0);
    },
  );

  /** A name that leads there, asked of a resolver of ours. */
  async function leadingTo(...addresses: string[]) {
    let connections = 0;
    const port = await listening(createTcpServer(() => (connections += 1)));
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const outcome = await postGuarded(post(`https://rebind.example:${port}/`), {
      ...strict,
      resolve,
    });
    return { outcome, connections };
  }

  test.each([
    ['this machine', ['127.0.0.1']],
    ['this machine, mapped', ['::ffff:127.0.0.1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['somewhere public and somewhere not', ['93.184.215.14', '127.0.0.1']],
    ['nowhere', []],
  ])('a name that leads to %s is not connected to', async (_, addresses) => {
    const { outcome, connections } = await leadingTo(...addresses);
    expect(outcome).toMatchObject(refused);
    expect(connections).toBe(0);
  });

  test('a name that led elsewhere before is looked at again when it is connected to', async () => {
    let connections = 0;
    const port = await listening(createTcpServer(() => (connections += 1)));
    const answers = ['93.184.215.14', '127.0.0.1'];
    const resolve = async () => [{ address: answers.shift() ?? '', family: 4 }];
    const lookup = guardedLookup(strict, resolve);
    const first = await new Promise((done) =>
      lookup('rebind.example', {}, (error, address) => done(error ?? address)),
    );
    expect(first).toBe('93.184.215.14');
    const again = await postGuarded(post(`https://rebind.example:${port}/`), {
      ...strict,
      resolve,
    });
    expect(again).toMatchObject(refused);
    expect([answers.length, connections]).toEqual([0, 0]);
  });

  test('what a resolver answers is where the connection goes', async () => {
    const { got, port } = await receiver((_, response) => response.end());
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const url = `http://elsewhere.example:${port}/`;
    expect(await postGuarded(post(url), { ...local, resolve })).toMatchObject({ failure: null });
    expect(got).toHaveLength(1);
  });
});
