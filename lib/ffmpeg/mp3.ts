// Makes the MP3 of a sound file.
import 'server-only';
import { join } from 'node:path';
import { untrustedAudioInput } from './hostile-input.ts';
import { fillFolder } from './new-folder.ts';
import { assertWhole, type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { probeAudio } from './probe.ts';
import { runWithFluent } from './run-fluent.ts';

export type Mp3 = OutputFile & { durationSeconds: number; bitrate: number };

/** What every player and browser plays (promise M3). */
const bitrate = 128_000;

/**
 * An MP3 of 128 kbps at 44.1 kHz, at most stereo, without pictures and tags.
 * Throws `MediaFailure('corrupt_file')` when it is shorter than the source says it is.
 */
export async function makeMp3(
  job: MediaJob & { source: string; expectedSeconds: number },
): Promise<Mp3> {
  const { folder, source, binaries, timeoutSeconds, signal, expectedSeconds } = job;
  const durationSeconds = await fillFolder(folder, 'audio', async (partial) => {
    const path = join(partial, 'audio.mp3');
    const output = [
      // The first sound stream; cover art is a video stream, and tags may hold anything.
      ...['-map', '0:a:0', '-vn', '-map_metadata', '-1'],
      ...['-c:a', 'libmp3lame', '-b:a', String(bitrate), '-ar', '44100'],
      // More than two channels are mixed down, one stays one.
      ...['-af', 'aformat=channel_layouts=mono|stereo', '-f', 'mp3'],
    ];
    await runWithFluent(
      {
        inputs: [{ options: untrustedAudioInput, path: source }],
        outputs: [{ options: output, path }],
      },
      { ffmpeg: binaries.ffmpeg, timeoutSeconds, signal },
    );
    const made = await probeAudio({ binaries, path, signal });
    assertWhole('the sound', made.durationSeconds, expectedSeconds);
    return made.durationSeconds;
  });
  const file = await outputFile(folder, 'audio/audio.mp3', 'audio/mpeg');
  return { ...file, durationSeconds, bitrate };
}
