import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBinaries, installed, makeRunnable } from './binaries.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binaries-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('given paths are used, and what they can do is found out', async () => {
  const ffmpegPath = await installed('ffmpeg');
  const ffprobePath = await installed('ffprobe');
  const found = await findBinaries({ ffmpegPath, ffprobePath });
  expect(found).toMatchObject({ ffmpeg: ffmpegPath, ffprobe: ffprobePath });
  expect(found.version).toMatch(/\d/);
  expect(found.capabilities.hasBwdif).toBe(true);
  // This build is from before the option: were it guessed, every encode would fail.
  if (found.isOld) expect(found.capabilities.hasFpsMode).toBe(false);
});

test('without any path there is always a pair', async () => {
  const found = await findBinaries({});
  expect(found.ffmpeg).not.toBe('');
  expect(found.ffprobe).not.toBe('');
});

test('a given path that does not exist, or is something else, is an error', async () => {
  await expect(findBinaries({ ffmpegPath: join(folder, 'none') })).rejects.toThrow('ENOENT');
  const impostor = join(folder, 'impostor');
  await writeFile(impostor, '#!/bin/sh\necho hello\n', { mode: 0o755 });
  await expect(findBinaries({ ffmpegPath: impostor })).rejects.toThrow(
    'does not answer like ffmpeg',
  );
});

test('a build that lacks an encoder is not taken', async () => {
  const whole = await installed('ffmpeg');
  const lacking = join(folder, 'lacking');
  const script = `case "$*" in *-encoders*) echo ' V..... mjpeg JPEG';; *) exec '${whole}' "$@";; esac`;
  await writeFile(lacking, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const reason = 'is built without libx264, aac, libmp3lame, png';
  await expect(findBinaries({ ffmpegPath: lacking })).rejects.toThrow(reason);
});

test('a build without the right to run is given it', async () => {
  const path = join(folder, 'unpacked');
  await writeFile(path, '#!/bin/sh\n', { mode: 0o644 });
  await makeRunnable(path);
  expect((await stat(path)).mode & 0o777).toBe(0o755);
});
