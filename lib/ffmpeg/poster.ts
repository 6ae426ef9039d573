// Makes the poster of a video.
import 'server-only';
import { join } from 'node:path';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { fillFolder } from './new-folder.ts';
import { type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { posterAttempts } from './poster-plan.ts';
import { runWithFluent } from './run-fluent.ts';
import { rungSizes } from './rungs.ts';
import type { VideoFacts } from './video-facts.ts';

export type Poster = OutputFile & { width: number; height: number };

/**
 * A JPEG of the frame that is shown at `atSeconds`, or of one we choose: see `posterAttempts`.
 * Throws `MediaFailure('corrupt_file')` when there is no picture to be had.
 */
export async function makePoster(
  job: MediaJob & { source: string; facts: VideoFacts; atSeconds?: number | null },
): Promise<Poster> {
  const { folder, facts, source, binaries, timeoutSeconds, signal, atSeconds = null } = job;
  const { capabilities, ffmpeg } = binaries;
  await fillFolder(folder, 'poster', async (partial) => {
    const path = join(partial, 'poster.jpg');
    let failure: MediaFailure | undefined;
    for (const attempt of posterAttempts({ facts, capabilities, source }, atSeconds, path)) {
      // Without a frame to be found, some builds succeed and others fail.
      failure = await runWithFluent(attempt, { ffmpeg, timeoutSeconds, signal }).then(
        () => undefined,
        unreadable,
      );
      if (!failure && (await isWritten(partial))) return;
    }
    throw failure ?? new MediaFailure('corrupt_file', 'There is no picture in the video.');
  });
  const [top] = rungSizes(facts);
  if (!top) throw new Error('a ladder has at least one rung');
  const file = await outputFile(folder, 'poster/poster.jpg', 'image/jpeg');
  return { ...file, width: top.width, height: top.height };
}

function isWritten(folder: string): Promise<boolean> {
  return outputFile(folder, 'poster.jpg', 'image/jpeg').then(
    () => true,
    () => false,
  );
}

function unreadable(error: unknown): MediaFailure {
  if (error instanceof MediaFailure && error.code === 'corrupt_file') return error;
  throw error;
}
