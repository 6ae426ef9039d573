// Which videos may be encoded in chunks that fit each other frame by frame, and where they are cut.
import 'server-only';
import { keepsStream } from './copy-rule.ts';
import type { FrameTimes } from './frame-times.ts';
import type { VideoFacts } from './video-facts.ts';

export type Chunk = {
  /** How many frames of the film come before it. */
  firstFrame: number;
  frameCount: number;
  /** Where reading begins, from the beginning of the file; null for the first chunk. */
  fromSeconds: number | null;
  /** How much is read, from its first frame on; null for the last chunk. */
  lengthSeconds: number | null;
};

export type ChunkPlan = {
  /** How long a frame is shown. */
  frameSeconds: number;
  /** In order, two at least. */
  chunks: Chunk[];
};

/** Where cutting was measured to be exact: what decodes the same from any keyframe as from the beginning. */
const exactSources: readonly { container: string; codecs: readonly string[] }[] = [
  { container: 'mp4', codecs: ['h264', 'hevc'] },
  { container: 'matroska', codecs: ['h264', 'hevc', 'vp9'] },
];

/** Above it frames are dropped (`picture-filters.ts`), by a count that begins with each chunk. */
const maxFramesPerSecond = 60.5;

/**
 * How far a frame may lie from where it should, in frames: enough for the milliseconds of Matroska, and
 * less than the quarter that a cut keeps from the next frame.
 */
const mostJitter = 0.15;

/** Every chunk is a step of the run, and a server of events counts those. */
const mostChunks = 200;

/**
 * What can be said before the packets are read. Not streams that are kept (there is nothing to share
 * out), nor interlaced ones: a deinterlacer looks at the frame before.
 */
export function mayBeCut(facts: VideoFacts): boolean {
  const { container, video } = facts;
  return (
    exactSources.some(
      (exact) =>
        container.split(',').includes(exact.container) && exact.codecs.includes(video.codec),
    ) &&
    !facts.isVariableFrameRate &&
    !facts.isInterlaced &&
    facts.framesPerSecond <= maxFramesPerSecond &&
    !keepsStream(facts)
  );
}

/**
 * Chunks of about `chunkSeconds`, each from a keyframe to the next one's frame before. Null when the
 * frames do not come in one steady rhythm from the beginning of the file, or there is nowhere to cut.
 */
export function planChunks(times: FrameTimes, chunkSeconds: number): ChunkPlan | null {
  const frameSeconds = steadyFrameSeconds(times);
  if (frameSeconds === null) return null;
  const frameCount = times.frameSeconds.length;
  const cuts = chooseCuts(times, { frameSeconds, chunkSeconds });
  const chunks = [null, ...cuts].map((cut, i): Chunk => {
    const next = cuts[i];
    const chunkFrames = (next?.frame ?? frameCount) - (cut?.frame ?? 0);
    return {
      firstFrame: cut?.frame ?? 0,
      frameCount: chunkFrames,
      // A quarter of a frame early: the frame before is still dropped, and the first one, counted
      // from here, rounds to 0 on the encoder's clock.
      fromSeconds: cut && cut.seconds - frameSeconds / 4 - times.fileStartSeconds,
      // Counted from the first frame: between the last one and the next.
      lengthSeconds: next ? (chunkFrames - 0.5) * frameSeconds : null,
    };
  });
  return chunks.length > 1 ? { frameSeconds, chunks } : null;
}

/** Null unless all frames follow each other evenly, the first at the beginning of the file. */
function steadyFrameSeconds(times: FrameTimes): number | null {
  const { frameSeconds: at, fileStartSeconds, isClean } = times;
  const [first] = at;
  const last = at.at(-1);
  if (!isClean || first === undefined || last === undefined || at.length < 2) return null;
  const length = (last - first) / (at.length - 1);
  const jitter = at.reduce(
    (most, seconds, i) => Math.max(most, Math.abs((seconds - first) / length - i)),
    0,
  );
  // The lead-in of Opus comes before the picture; while that rounds to 0, it is no delay.
  const isFirst = (first - fileStartSeconds) / length + jitter < 0.48;
  return isFirst && jitter <= mostJitter ? length : null;
}

type Cut = { frame: number; seconds: number };

/** The keyframes nearest to an even division; fewer where they are rare. */
function chooseCuts(
  { frameSeconds: at, keyframeSeconds }: FrameTimes,
  { frameSeconds, chunkSeconds }: { frameSeconds: number; chunkSeconds: number },
): Cut[] {
  const [first = 0] = at;
  const wholeSeconds = at.length * frameSeconds;
  const count = Math.min(mostChunks, Math.round(wholeSeconds / chunkSeconds));
  const step = wholeSeconds / count;
  const cuts: Cut[] = [];
  for (let i = 1; i < count; i += 1) {
    const seconds = nearest(keyframeSeconds, first + i * step);
    const after = cuts.at(-1)?.seconds ?? first;
    // What is much shorter than the others is not worth a process of its own.
    const isSliver = seconds - after < step / 3 || first + wholeSeconds - seconds < step / 3;
    if (!isSliver) cuts.push({ frame: Math.round((seconds - first) / frameSeconds), seconds });
  }
  return cuts;
}

function nearest(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle;
    else high = middle;
  }
  const [before = 0, after = 0] = [sorted[low], sorted[high]];
  return wanted - before <= after - wanted ? before : after;
}
