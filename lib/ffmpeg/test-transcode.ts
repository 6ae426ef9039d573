// For tests: everything made from a video in one go, as the steps of processing do it one by one.
import 'server-only';
import { type Hls, packageHls } from './hls.ts';
import { encodeLadder, type Mp4 } from './ladder.ts';
import type { MediaJob } from './outputs.ts';
import type { VideoProfile } from './plan.ts';
import { makePoster, type Poster } from './poster.ts';
import { makeStoryboard, type Storyboard } from './storyboard.ts';
import type { VideoFacts } from './video-facts.ts';

export type TranscodeStage = 'poster' | 'ladder' | 'packaging';

export type Transcoded = { mp4: Mp4; poster: Poster; hls: Hls; storyboard: Storyboard };

/** Measured shares of the time: the ladder is nearly all of it. */
const ladderFrom = 0.02;
const ladderTo = 0.97;

/**
 * Makes all outputs of a video in `folder`; running it again overwrites. `onProgress` gets 0 to 1 over
 * the whole. The four verbs can also be called one by one, in this order, on the same folder.
 */
export async function transcodeVideo(
  job: MediaJob & {
    source: string;
    facts: VideoFacts;
    profile: VideoProfile;
    onProgress?: ((fraction: number, stage: TranscodeStage) => void) | undefined;
  },
): Promise<Transcoded> {
  const { onProgress } = job;
  onProgress?.(0, 'poster');
  const poster = await makePoster(job);
  const ladder = await encodeLadder({
    ...job,
    onProgress: (fraction) =>
      onProgress?.(ladderFrom + fraction * (ladderTo - ladderFrom), 'ladder'),
  });
  onProgress?.(ladderTo, 'packaging');
  const [hls, storyboard] = await Promise.all([
    packageHls({ ...job, ladder }),
    makeStoryboard({ ...job, ladder }),
  ]);
  onProgress?.(1, 'packaging');
  return { mp4: ladder.mp4, poster, hls, storyboard };
}
