import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test, vi } from 'vitest';
import { limited } from './process-limits.ts';
import { npmBinaries } from './test-clips.ts';

let worker: ChildProcess | undefined;
afterEach(() => {
  worker?.kill('SIGKILL');
});

/** In the arguments of this test's encoder and of no other process. */
const mark = `comment=${crypto.randomUUID()}`;

async function encoders(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(commands)).filter(
    (command) => command.includes(mark) && command.includes('-progress'),
  );
}

/** Where there is a setpriv that knows how: not on every Linux. */
const canEndWithUs = limited('ffmpeg', 1).command.endsWith('setpriv');

test.runIf(canEndWithUs)(
  'an encoder ends with the process that started it, by kill -9 too',
  async () => {
    const { ffmpeg } = await npmBinaries();
    const job = {
      inputs: [{ options: ['-re', '-f', 'lavfi'], path: 'testsrc2=s=64x64:r=25' }],
      outputs: [{ path: '-', options: ['-t', '600', '-metadata', mark, '-f', 'null'] }],
    };
    const code = `
    import { runDirectly } from ${JSON.stringify(join(import.meta.dirname, 'run.ts'))};
    const [job, ffmpeg] = ${JSON.stringify([job, ffmpeg])};
    const onProgress = () => console.log('it writes');
    await runDirectly(job, { ffmpeg, timeoutSeconds: 600, durationSeconds: 600, onProgress });
  `;
    worker = spawn(
      process.execPath,
      ['--conditions=react-server', '--input-type=module', '-e', code],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (!worker.stdout) throw new Error('a pipe was asked for');
    await once(createInterface({ input: worker.stdout }), 'line');
    expect(await encoders()).toHaveLength(1);
    worker.kill('SIGKILL');
    await vi.waitFor(async () => expect(await encoders()).toEqual([]), { timeout: 5_000 });
  },
);
