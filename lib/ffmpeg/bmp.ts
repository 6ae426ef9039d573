// Decodes BMP, which sharp cannot read, to PNG.
import 'server-only';
import { maxPixels } from './hostile-input.ts';
import type { MediaJob } from './outputs.ts';
import { runWithFluent } from './run-fluent.ts';

/**
 * Writes the BMP file `source` as a PNG file `target`.
 * Throws `MediaFailure`: corrupt_file, too_many_pixels, processing_timeout.
 */
export async function decodeBmp(
  job: Omit<MediaJob, 'folder'> & { source: string; target: string },
): Promise<void> {
  const { binaries, source, target, timeoutSeconds, signal } = job;
  await runWithFluent(
    {
      inputs: [
        {
          // The demuxer is named, so that no other format is even tried.
          options: [
            ...['-protocol_whitelist', 'file', '-f', 'bmp_pipe', '-max_pixels', String(maxPixels)],
          ],
          path: source,
        },
      ],
      outputs: [
        {
          path: target,
          // Without a pixel format of its own ffmpeg would keep an alpha channel that BMP leaves empty.
          options: ['-frames:v', '1', '-c:v', 'png', '-pix_fmt', 'rgb24', '-f', 'image2'],
        },
      ],
    },
    { ffmpeg: binaries.ffmpeg, timeoutSeconds, signal },
  );
}
