// Proves that ports survive a restart and step aside for strangers.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../processes/free-port.ts';
import { choosePorts } from './ports.ts';

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
  const first = await choosePorts(file, { store });
  expect(first.store).not.toBe(store);
  stranger?.close();
  expect(await choosePorts(file, { store })).toEqual(first);
});

test('two names never share a port', async () => {
  const port = await freePort();
  const chosen = await choosePorts(file, { store: port, functions: port });
  expect(chosen.store).toBe(port);
  expect(chosen.functions).not.toBe(port);
});

function listen(port: number): Promise<void> {
  return new Promise((resolve) => {
    stranger = createServer().listen(port, '127.0.0.1', resolve);
  });
}
