// Proves that a command runs in a fresh clone, though it imports what has to be generated first.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { inProject } from './project.ts';

const clone = mkdtempSync(join(tmpdir(), 'cutroom-clone-'));
afterAll(() => rmSync(clone, { recursive: true }));

test('what a command imports is generated before it is loaded', { timeout: 60_000 }, async () => {
  for (const name of [
    'package.json',
    'package-lock.json',
    'prisma.config.ts',
    'prisma',
    'app',
    'lib',
  ]) {
    const isCommitted = (path: string) => path !== inProject('lib', 'db', 'generated');
    cpSync(inProject(name), join(clone, name), { recursive: true, filter: isCommitted });
  }
  symlinkSync(inProject('node_modules'), join(clone, 'node_modules'), 'junction');

  const command = [join(clone, 'lib', 'start', 'run.mjs'), 'bench', 'nothing-of-this-name'];
  const { code, stderr } = await promisify(execFile)(process.execPath, command).catch((e) => e);
  expect(stderr).toMatch(/^There is no benchmark "nothing-of-this-name"/);
  expect(code).toBe(2);
});
