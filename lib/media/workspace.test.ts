import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { attemptFolder, runsHere, sha256Of, sweepWorkspaces } from './workspace.ts';

const mebibyte = 1024 * 1024;

const settings = vi.hoisted(() => ({ MEDIA_TMP_DIR: '' }));
vi.mock('../env/env.ts', () => ({ env: () => settings }));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutroom-workspace-'));
  settings.MEDIA_TMP_DIR = join(folder, 'work');
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

test('a new attempt removes what a killed one at the same part left, and nothing else', async () => {
  const run = { mediaId: crypto.randomUUID(), type: 'video', generation: 2 } as const;
  const home = join(settings.MEDIA_TMP_DIR, `${run.mediaId}-2`);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'source'), 'a film');
  const killed = await attemptFolder(run, 'chunks/0-90');
  await writeFile(join(killed, '720p.mp4'), 'half a chunk');
  const beside = [
    await attemptFolder(run, 'whole'),
    await attemptFolder(run, 'chunks/0-9'),
    await attemptFolder(run, 'chunks/0-900'),
  ];
  const next = await attemptFolder(run, 'chunks/0-90');
  expect(await readdir(next)).toEqual([]);
  const left = (await readdir(home)).map((name) => join(home, name));
  expect(left.sort()).toEqual([join(home, 'source'), next, ...beside].sort());
});

test('the runs of which something lies here are known by their folders', async () => {
  settings.MEDIA_TMP_DIR = join(folder, 'others');
  expect(await runsHere()).toEqual([]);
  const mediaId = crypto.randomUUID();
  for (const name of [`${mediaId}-3`, 'something else']) {
    await mkdir(join(settings.MEDIA_TMP_DIR, name), { recursive: true });
  }
  expect(await runsHere()).toEqual([{ mediaId, generation: 3 }]);
});

test('the sweep removes old folders of runs, and nothing of whoever shares the place', async () => {
  settings.MEDIA_TMP_DIR = join(folder, 'shared');
  const run = `${crypto.randomUUID()}-1`;
  for (const name of [run, 'holiday pictures']) {
    await mkdir(join(settings.MEDIA_TMP_DIR, name), { recursive: true });
  }
  const { mtime } = await stat(join(settings.MEDIA_TMP_DIR, run));
  expect(await sweepWorkspaces(mtime)).toBe(0);
  expect(await sweepWorkspaces(new Date(mtime.getTime() + 60_000))).toBe(1);
  expect(await readdir(settings.MEDIA_TMP_DIR)).toEqual(['holiday pictures']);
});
