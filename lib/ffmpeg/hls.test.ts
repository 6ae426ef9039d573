import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packagedFiles } from './hls.ts';

test('a package of which everything is missing is one failure, and ends nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cutroom-hls-'));
  // Any other rejection would be unhandled, which vitest reports, and which ends a worker.
  await expect(packagedFiles(folder, ['720p', '360p', 'audio'])).rejects.toMatchObject({
    code: 'corrupt_file',
  });
  await rm(folder, { recursive: true });
});
