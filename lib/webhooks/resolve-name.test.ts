import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns';
import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { guardedLookup } from './guarded-lookup.ts';
import { resolveByDns } from './resolve-name.ts';

vi.mock('node:dns', { spy: true });

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

const aRecord = 1;

/** A name server of ours: one IPv4 address for every name, no IPv6; null: it says nothing. */
async function nameServer(address: string | null): Promise<string> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.on('message', (query, { port }) => {
    if (address === null) return;
    const header = Buffer.from(query.subarray(0, 12));
    // The end of the question: the zero after its last label, its type and its class.
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const isFour = question.readUInt16BE(question.length - 4) === aRecord;
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(isFour ? 1 : 0, 6);
    header.fill(0, 8);
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]);
    const answer = isFour ? [record, Buffer.from(address.split('.').map(Number))] : [];
    socket.send(Buffer.concat([header, question, ...answer]), port, '127.0.0.1');
  });
  await once(socket.bind(0, '127.0.0.1'), 'listening');
  return `127.0.0.1:${socket.address().port}`;
}

test('a name server is asked for both kinds of addresses', async () => {
  const server = await nameServer('93.184.215.14');
  expect(await resolveByDns('hooks.example', [server])).toEqual([
    { address: '93.184.215.14', family: 4 },
  ]);
});

test('one that says nothing is given up', async () => {
  const server = await nameServer(null);
  const asking = resolveByDns('silent.example', [server]);
  await expect(asking).rejects.toMatchObject({ code: 'ETIMEOUT' });
}, 30_000);

test('the system is asked only where webhooks may stay inside', async () => {
  const ask = (allowsPrivate: boolean, name: string) =>
    new Promise((done) => guardedLookup({ allowsPrivate })(name, { all: true }, done));
  await ask(false, 'nobody.invalid');
  expect(lookup).not.toHaveBeenCalled();
  await ask(true, 'localhost');
  expect(lookup).toHaveBeenCalledOnce();
});
