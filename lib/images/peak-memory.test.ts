// Large pictures at once stay within what they may take together: measured in a process of its own.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';

const execute = promisify(execFile);
const mebibyte = 1024 * 1024;
/** Decoded, 34 MiB. */
const [width, height] = [4000, 3000];

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'images-peak-'));
  path = join(folder, 'large.png');
  // A turned PNG is held whole; an upright one passes through line by line, a JPEG is shrunk as it is read.
  await sharp({ create: { width, height, channels: 3, background: '#c2410c' } })
    .png({ compressionLevel: 1 })
    .withMetadata({ orientation: 6 })
    .toFile(path);
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * Eight threads, so that nothing but the budget holds eight pictures back; few arenas, so that glibc
 * gives back what was freed.
 */
async function peakMebibytes(count: number, budgetBytes?: number): Promise<number> {
  const script = join(import.meta.dirname, 'test-many-at-once.ts');
  const budget = budgetBytes === undefined ? [] : [String(budgetBytes)];
  const { stdout } = await execute(
    process.execPath,
    ['--conditions=react-server', script, path, String(count), ...budget],
    { env: { NODE_ENV: 'test', UV_THREADPOOL_SIZE: '8', MALLOC_ARENA_MAX: '2' } },
  );
  return Number(stdout) / mebibyte;
}

test('eight large pictures at once take no more than the budget', async () => {
  const idle = await peakMebibytes(0);
  const budget = 150;
  expect(await peakMebibytes(8, budget * mebibyte)).toBeLessThan(idle + budget);
  // Without one they take more: so it is the budget that holds them back.
  expect(await peakMebibytes(8)).toBeGreaterThan(idle + budget);
}, 120_000);
