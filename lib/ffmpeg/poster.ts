// Makes the poster of a video.
import 'server-only';
import { join } from 'node:path';
import { fillFolder } from './new-folder.ts';
import { type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { planPoster, posterSeconds } from './plan.ts';
import { runWithFluent } from './run-fluent.ts';
import { rungSizes } from './rungs.ts';
import type { VideoFacts } from './video-facts.ts';

export type Poster = OutputFile & { width: number; height: number };

/** A JPEG of the frame at one second, or in the middle of anything shorter than two. */
export async function makePoster(
  job: MediaJob & { source: string; facts: VideoFacts },
): Promise<Poster> {
  const { folder, facts, source, binaries, timeoutSeconds, signal } = job;
  const { capabilities, ffmpeg } = binaries;
  await fillFolder(folder, 'poster', async (partial) => {
    const path = join(partial, 'poster.jpg');
    const take = (seconds: number) =>
      runWithFluent(planPoster({ facts, capabilities, source }, seconds, path), {
        ...{ ffmpeg, timeoutSeconds, signal },
      });
    await take(posterSeconds(facts));
    // Seeking past the only frame of a very short clip succeeds and writes nothing.
    const isMade = await outputFile(partial, 'poster.jpg', 'image/jpeg').catch(() => undefined);
    if (isMade) return;
    await take(0);
    await outputFile(partial, 'poster.jpg', 'image/jpeg');
  });
  const [top] = rungSizes(facts);
  if (!top) throw new Error('a ladder has at least one rung');
  const file = await outputFile(folder, 'poster/poster.jpg', 'image/jpeg');
  return { ...file, width: top.width, height: top.height };
}
