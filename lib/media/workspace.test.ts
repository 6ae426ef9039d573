import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Of } from './workspace.ts';

const mebibyte = 1024 * 1024;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutroom-workspace-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([0, 5, mebibyte, 2 * mebibyte + 17])('the hash of a file of %i bytes', async (size) => {
  const path = join(folder, `file-${size}`);
  const content = Buffer.alloc(size, 'in no step with mebibytes');
  await writeFile(path, content);
  expect(await sha256Of(path)).toBe(createHash('sha256').update(content).digest('hex'));
});

test('hashing a large file takes no more memory than a small one', async () => {
  const path = join(folder, 'large');
  await using file = await open(path, 'w');
  await file.truncate(256 * mebibyte);
  const highestBefore = process.resourceUsage().maxRSS;
  await sha256Of(path);
  const grownBytes = (process.resourceUsage().maxRSS - highestBefore) * 1024;
  expect(grownBytes).toBeLessThan(24 * mebibyte);
});
