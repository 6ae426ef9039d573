// Makes the peaks that a player draws as a waveform.
import 'server-only';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quiet } from './job.ts';
import type { Mp3 } from './mp3.ts';
import { fillFolder } from './new-folder.ts';
import { type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { type Peaks, peaksCounter } from './peaks-counter.ts';
import { readOutput } from './read-output.ts';

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
  const counter = peaksCounter(mp3);
  const args = [
    ...[...quiet, ...ownMp3Input, '-i', join(folder, mp3.path)],
    // As it is: a lower rate would be quicker, but high sounds would be missing from the picture.
    ...['-map', '0:a:0', '-f', 's16le', 'pipe:1'],
  ];
  await readOutput({ program: binaries.ffmpeg, args, timeoutSeconds, signal }, (output) => {
    output.on('data', counter.add);
  });
  return counter.peaks();
}
