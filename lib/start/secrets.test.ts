// Proves that secrets are made once, kept to their owner, and never overwritten.
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepSecrets } from './secrets.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutroom-secrets-'));
  file = join(folder, 'deep', 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the second start has the secrets of the first', () => {
  const first = keepSecrets(file);
  expect(keepSecrets(file)).toEqual(first);
  expect(first.nextauthSecret.length).toBeGreaterThanOrEqual(32);
  expect(new Set(Object.values(first)).size).toBe(5);
});

test('only the owner may read them, also after someone opened the file', () => {
  keepSecrets(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o644);
  keepSecrets(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a missing one is added, the others stay', () => {
  const { runnerEventKey: _, ...older } = keepSecrets(file);
  writeFileSync(file, JSON.stringify(older));
  const now = keepSecrets(file);
  expect(now).toMatchObject(older);
  expect(now.runnerEventKey).toMatch(/^[0-9a-f]{32}$/);
});

test('a broken file stops the start and is left alone', () => {
  keepSecrets(file);
  writeFileSync(file, '{"nextauth');
  expect(() => keepSecrets(file)).toThrow(/cannot be read/);
  expect(readFileSync(file, 'utf8')).toBe('{"nextauth');
});
