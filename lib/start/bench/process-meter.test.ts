import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { meterProcess, processorSeconds, processorSecondsIn } from './process-meter.ts';

test('processor time is read behind a name that holds blanks and brackets', () => {
  const before = 'S 1 42 42 0 -1 4194304 900 800 0 0';
  const line = `42 (next (start) x) ${before} 150 50 3000 250 20 0 11 0 5`;
  expect(processorSecondsIn(line)).toEqual({ own: 2, ended: 32.5 });
});

test('what a child used counts once it ended', () => {
  const before = processorSeconds(process.pid);
  const spin = 'const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);';
  spawnSync(process.execPath, ['-e', spin]);
  expect(processorSeconds(process.pid).ended - before.ended).toBeGreaterThanOrEqual(0.29);
});

test('memory that was taken and given back again is still the highest', async () => {
  const metered = await meterProcess(process.pid, async () => {
    let taken: Buffer | null = Buffer.alloc(80 * 1024 * 1024, 1);
    const takenAt = Date.now();
    while (Date.now() < takenAt + 120) await new Promise((resolve) => setImmediate(resolve));
    taken = null;
    return taken;
  });
  const { memoryGrowthBytes, memoryPeakBytes } = metered.until(Date.now());
  expect(memoryGrowthBytes).toBeGreaterThan(60 * 1024 * 1024);
  expect(memoryPeakBytes).toBeGreaterThan(memoryGrowthBytes);
});
