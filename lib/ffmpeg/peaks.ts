// Makes the peaks that a player draws as a waveform.
import 'server-only';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failureOf } from './failures.ts';
import { quiet } from './job.ts';
import type { Mp3 } from './mp3.ts';
import { fillFolder } from './new-folder.ts';
import { type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { type Peaks, peaksCounter } from './peaks-counter.ts';
import { limited } from './process-limits.ts';
import { deadlineFor } from './run.ts';

/** The MP3 is ours: its demuxer is named, so that no other is even tried. */
const ownMp3Input = ['-protocol_whitelist', 'file', '-f', 'mp3'];

/**
 * Writes `waveform/waveform.json` from the MP3 an earlier step made in the same folder.
 * Throws like a runner: `MediaFailure`, the signal's reason, `Error`.
 */
export async function makePeaks(job: MediaJob & { mp3: Mp3 }): Promise<OutputFile> {
  await fillFolder(job.folder, 'waveform', async (partial) => {
    await writeFile(join(partial, 'waveform.json'), JSON.stringify(await peaksOf(job)));
  });
  return outputFile(job.folder, 'waveform/waveform.json', 'application/json');
}

/** Decodes to a pipe and adds up what comes, in constant memory. */
async function peaksOf(job: MediaJob & { mp3: Mp3 }): Promise<Peaks> {
  const { binaries, folder, timeoutSeconds, signal, mp3 } = job;
  signal?.throwIfAborted();
  const { command, leadingArguments } = limited(binaries.ffmpeg, timeoutSeconds);
  const child = spawn(
    command,
    [
      ...[...leadingArguments, ...quiet, ...ownMp3Input, '-i', join(folder, mp3.path)],
      // As it is: a lower rate would be quicker, but high sounds would be missing from the picture.
      ...['-map', '0:a:0', '-f', 's16le', 'pipe:1'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const kill = () => child.kill('SIGKILL');
  const deadline = deadlineFor(timeoutSeconds, kill);
  signal?.addEventListener('abort', kill, { once: true });
  const counter = peaksCounter(mp3);
  child.stdout.on('data', counter.add);
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk).slice(-2000);
  });
  try {
    const [code, killedBy] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (...ending) => resolve(ending));
      },
    );
    signal?.throwIfAborted();
    if (code !== 0) throw failureOf({ isLate: deadline.isOver(), code, killedBy, log: [log] });
    return counter.peaks();
  } finally {
    deadline.clear();
    signal?.removeEventListener('abort', kill);
  }
}
