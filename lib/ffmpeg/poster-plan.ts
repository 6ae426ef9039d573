// Which frame of a video becomes its poster, as ffmpeg jobs to be tried one after the other.
import 'server-only';
import { untrustedVideoInput } from './hostile-input.ts';
import type { FfmpegJob } from './job.ts';
import { pictureFilters } from './picture-filters.ts';
import { frameTimesKept, type PlanInput, planPoster, posterSeconds } from './plan.ts';
import { rungSizes } from './rungs.ts';
import type { VideoFacts } from './video-facts.ts';

type PosterInput = Omit<PlanInput, 'folder' | 'profile'>;

/**
 * The first that writes a picture to `path` has made the poster. `atSeconds` is a moment of the film as
 * a player counts it, and the poster what a player shows then; null: where nobody chose, the poster is
 * taken at one second, or in the middle of anything shorter than two. A moment without a frame gets the
 * last one before it, and one before the first frame gets the first.
 */
export function posterAttempts(
  input: PosterInput,
  atSeconds: number | null,
  path: string,
): FfmpegJob[] {
  const wanted =
    atSeconds === null
      ? [planPoster(input, posterSeconds(input.facts), path)]
      : chosenPosters(input, atSeconds, path);
  return [...wanted, planPoster(input, 0, path)];
}

/** Nearly always the frame is here: this many lengths of a frame before the moment. */
const framesBack = 2.5;
const leastSecondsBack = 0.1;
/** And else here: a still of a film that stores only what changes. */
const manySecondsBack = 10;

/** Each looks further back than the one before it. */
function chosenPosters(input: PosterInput, atSeconds: number, path: string): FfmpegJob[] {
  const until = Math.min(atSeconds, pictureEndSeconds(input.facts));
  const near = Math.max(leastSecondsBack, framesBack / input.facts.framesPerSecond);
  const starts = [until - near, until - manySecondsBack, 0].map((from) => Math.max(0, from));
  return [...new Set(starts)].map((from) => planLastFrame(input, { from, until }, path));
}

/** The sound may go on for an hour after the last frame. */
function pictureEndSeconds({ video }: VideoFacts): number {
  const { startSeconds, durationSeconds } = video;
  return durationSeconds === null ? Number.POSITIVE_INFINITY : startSeconds + durationSeconds;
}

/** Containers round their times to milliseconds: a frame that is this late counts as shown. */
const roundingSeconds = 0.002;

/** The last frame of a part of the source. ffmpeg finds only the next one by itself, which may be another scene. */
function planLastFrame(
  { facts, capabilities, source }: PosterInput,
  { from, until }: { from: number; until: number },
  path: string,
): FfmpegJob {
  const [top] = rungSizes(facts);
  const filters = [
    // Counted from `-ss`. Ends the job as well: nothing behind it is decoded.
    `trim=end=${(until - from + roundingSeconds).toFixed(3)}`,
    ...(top ? pictureFilters(facts, capabilities, top) : []),
    'format=yuvj420p',
    // A second apart: of two that are close to each other, ffmpeg may leave out the later.
    'setpts=N/TB',
  ];
  return {
    inputs: [{ options: ['-ss', from.toFixed(3), ...untrustedVideoInput], path: source }],
    outputs: [
      {
        path,
        options: [
          ...['-map', `0:${facts.video.index}`, '-vf', filters.join(',')],
          ...frameTimesKept(capabilities),
          ...['-q:v', '3', '-map_metadata', '-1'],
          // Each frame takes the place of the one before it: the last one stays.
          ...['-f', 'image2', '-update', '1'],
        ],
      },
    ],
  };
}
