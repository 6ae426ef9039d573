// Proves that one process at a time holds the lock, and that death frees it.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockHolder, takeFileLock, tryFileLock } from './file-lock.ts';
import { spawnAttached } from './spawn-attached.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutroom-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a held lock is refused, naming its holder, and free after release', () => {
  const lock = tryFileLock(path, 'npm start (process 7)');
  expect(tryFileLock(path)).toBeNull();
  expect(lockHolder(path)).toBe('npm start (process 7)');
  expect(readdirSync(folder).sort()).toEqual(['lock', 'lock.holder']);
  lock?.release();
  expect(readdirSync(folder)).toEqual(['lock']);
  const again = tryFileLock(path);
  expect(again).not.toBeNull();
  again?.release();
});

test('a holder keeps it whatever is garbage-collected; killed with -9 it holds it no more', async () => {
  const module = JSON.stringify(join(import.meta.dirname, 'file-lock.ts'));
  const code = `
    import { tryFileLock } from ${module};
    const isHeld = tryFileLock(${JSON.stringify(path)}) !== null;
    gc();
    console.log(isHeld);
    setInterval(() => {}, 1000);
  `;
  const holder = spawnAttached(['--expose-gc', '--input-type=module', '-e', code], {}, 'pipe');
  const answer = await new Promise((resolve) => holder.stdout?.once('data', resolve));
  expect(String(answer).trim()).toBe('true');
  expect(tryFileLock(path)).toBeNull();
  const exited = new Promise((resolve) => holder.once('exit', resolve));
  holder.kill('SIGKILL');
  await exited;
  const lock = tryFileLock(path);
  expect(lock).not.toBeNull();
  lock?.release();
});

test('waiting for it ends when it is freed, or with the name of the holder', async () => {
  const lock = tryFileLock(path, 'a build');
  await expect(takeFileLock(path, 0.1)).rejects.toThrow(/held by a build/);
  const waiting = takeFileLock(path, 10);
  lock?.release();
  (await waiting).release();
});
