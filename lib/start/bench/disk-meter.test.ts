import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { meterDisk } from './disk-meter.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutroom-disk-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('counts all files, in folders too, and a folder that is not there as empty', async () => {
  const inside = join(folder, 'not', 'yet');
  const { result, peakBytes } = await meterDisk(join(folder, 'not'), async () => {
    await mkdir(inside, { recursive: true });
    await writeFile(join(inside, 'a'), Buffer.alloc(3000));
    await writeFile(join(folder, 'not', 'b'), Buffer.alloc(50));
    return 'done';
  });
  expect([result, peakBytes]).toEqual(['done', 3050]);
});
