// Takes the cover art out of a sound file.
import 'server-only';
import { join } from 'node:path';
import { untrustedAudioInput } from './hostile-input.ts';
import { fillFolder } from './new-folder.ts';
import { type MediaJob, outputFile } from './outputs.ts';
import { runDirectly } from './run.ts';

/** It is a copy of a few hundred kilobytes. */
const maxSeconds = 30;

/**
 * Copies the picture in stream `coverIndex` of `source` to a file as it is and answers its path. It is
 * as untrusted as the source: lib/images decodes it, under its own limits.
 * Throws `MediaFailure` when there is no picture to take.
 */
export async function extractCover(
  job: MediaJob & { source: string; coverIndex: number },
): Promise<string> {
  const { folder, source, coverIndex, binaries, signal } = job;
  const timeoutSeconds = Math.min(maxSeconds, job.timeoutSeconds);
  await fillFolder(folder, 'cover', async (partial) => {
    const copy = ['-map', `0:${coverIndex}`, '-c', 'copy', '-frames:v', '1', '-f', 'image2'];
    await runDirectly(
      {
        inputs: [{ options: untrustedAudioInput, path: source }],
        outputs: [{ options: copy, path: join(partial, 'picture') }],
      },
      { ffmpeg: binaries.ffmpeg, timeoutSeconds, signal },
    );
    await outputFile(partial, 'picture', 'application/octet-stream');
  });
  return join(folder, 'cover', 'picture');
}
