// Proves that ports survive a restart and step aside for strangers.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../processes/free-port.ts';
import { openPorts } from './ports.ts';

let folder: string;
let file: string;
let stranger: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutroom-ports-'));
  file = join(folder, 'ports.json');
});
afterEach(() => {
  stranger?.close();
  stranger = undefined;
  rmSync(folder, { recursive: true });
});

test('the preferred port, unless a stranger listens there; then the same other one again', async () => {
  const store = await freePort();
  await listen(store);
  const moves: [string, number][] = [];
  const ports = openPorts({
    file,
    preferred: { store },
    onMove: (name, port) => moves.push([name, port]),
  });
  const moved = await ports.claim('store');
  expect(moved).not.toBe(store);
  expect(moves).toEqual([['store', moved]]);
  expect(ports.current()).toEqual({ store: moved });
  stranger?.close();
  expect(await openPorts({ file, preferred: { store } }).claim('store')).toBe(moved);
});

test('a port our own server listens on is kept', async () => {
  const postgres = await freePort();
  await listen(postgres);
  const ports = openPorts({ file, preferred: { postgres } });
  expect(await ports.claim('postgres', async (port) => port === postgres)).toBe(postgres);
});

test('a port that was ours is waited for when what was killed holds it for a moment', async () => {
  const postgres = await freePort();
  const ports = openPorts({ file, preferred: { postgres } });
  await ports.claim('postgres');
  await listen(postgres);
  let asked = 0;
  const isOurs = async () => {
    asked += 1;
    if (asked === 2) stranger?.close();
    return false;
  };
  expect(await ports.claim('postgres', isOurs)).toBe(postgres);
  expect(asked).toBe(2);
});

test('two names never share a port', async () => {
  const port = await freePort();
  const ports = openPorts({ file, preferred: { store: port, functions: port } });
  const claimed = [await ports.claim('store'), await ports.claim('functions')];
  expect(new Set(claimed).size).toBe(2);
});

function listen(port: number): Promise<void> {
  return new Promise((resolve) => {
    stranger = createServer().listen(port, '127.0.0.1', resolve);
  });
}
