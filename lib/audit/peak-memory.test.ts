// A million objects take no more memory than a page of them does.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTool } from '#lib/start/run-tool.ts';
import { createTestWorld } from '#lib/testing/test-world.ts';

const mebibyte = 1024 * 1024;
const mostBytes = 200 * mebibyte;
const mediaCount = 50_000;
// What V8 takes where there is plenty is garbage it has not collected yet. With these it collects soon,
// and ends the process when what is in use does not fit into 80 MiB.
const frugal = ['--max-old-space-size=80', '--max-semi-space-size=2', '--optimize-for-size'];

test('a million objects are audited in 200 MiB, all of the process', async () => {
  const world = await createTestWorld();
  try {
    const { id } = await world.addUser();
    const script = join(import.meta.dirname, 'test-million-objects.ts');
    const flags = [...frugal, '--conditions=react-server'];
    const args = [world.variables.DATABASE_URL ?? '', String(mediaCount), id];
    const { exitCode, output } = await runTool([...flags, script, ...args]);
    expect(exitCode, output).toBe(0);
    const { peakBytes, heapBytes, ...found } = JSON.parse(output.slice(output.indexOf('{')));
    expect(found).toEqual({
      ...{ objects: 20 * mediaCount, orphans: mediaCount, missing: 0, mismatched: 0 },
    });
    const shown = (bytes: number) => `${(bytes / mebibyte).toFixed(0)} MiB`;
    process.stdout.write(
      `1,000,000 objects: peak RSS ${shown(peakBytes)}, heap at most ${shown(heapBytes)}\n`,
    );
    expect(peakBytes).toBeLessThan(mostBytes);
  } finally {
    await world.close();
  }
}, 300_000);
