// Encodes a video in all its sizes.
import 'server-only';
import { join } from 'node:path';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { keepsStream } from './copy-rule.ts';
import { fillFolder } from './new-folder.ts';
import { assertWhole, type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { type PlannedRung, planLadder, type VideoProfile } from './plan.ts';
import { firstDecodeSeconds, probeOwnMp4 } from './probe.ts';
import { runDirectly } from './run.ts';
import type { VideoFacts } from './video-facts.ts';

/** The MP4 rendition. */
export type Mp4 = OutputFile & {
  width: number;
  height: number;
  durationSeconds: number;
  /** Bits per second, sound included. */
  bitrate: number;
};

export type Ladder = {
  /** Largest first; silent MP4s in the folder `ladder`, but for the first, which is the `mp4`. */
  rungs: PlannedRung[];
  mp4: Mp4;
  /** Of the picture alone; the sound may be longer. */
  videoSeconds: number;
  framesPerSecond: number;
  /** Null for a silent film. */
  audioChannels: number | null;
};

export type LadderJob = MediaJob & {
  source: string;
  facts: VideoFacts;
  profile: VideoProfile;
  /** A folder in which the smallest size can be watched while it grows: see `first-rung.ts`. */
  growsIn?: string | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
};

/**
 * One decode, all rungs. `onProgress` gets 0 to 1.
 * Throws `MediaFailure('corrupt_file')` when the result is shorter than the source says it is.
 */
export async function encodeLadder(job: LadderJob): Promise<Ladder> {
  const { folder, facts } = job;
  const { rungs, made } = await fillFolder(folder, 'ladder', async (partial) => {
    const first = await encodeInto(partial, job);
    const path = join(partial, topOf(first.rungs).fileName);
    if (!(await hasHiddenGaps(first.made, path, job))) return first;
    // Whoever watches already watches the first try: nothing grows twice.
    const again = { ...facts, isVariableFrameRate: true };
    return encodeInto(partial, { ...job, facts: again, growsIn: undefined });
  });
  return describeLadder(folder, rungs, made);
}

/** What lies in the folder `ladder`, its top rung probed as `made`. */
export async function describeLadder(
  folder: string,
  rungs: PlannedRung[],
  made: MadeLadder,
): Promise<Ladder> {
  const file = await outputFile(folder, `ladder/${topOf(rungs).fileName}`, 'video/mp4');
  const { width, height, durationSeconds, framesPerSecond } = made;
  return {
    rungs,
    mp4: {
      ...{ ...file, width, height, durationSeconds },
      bitrate: Math.round((file.byteSize * 8) / durationSeconds),
    },
    videoSeconds: made.videoSeconds,
    framesPerSecond,
    audioChannels: made.audio[0]?.channels ?? null,
  };
}

async function encodeInto(into: string, job: LadderJob) {
  const { binaries, facts, source, profile, growsIn, timeoutSeconds, signal, onProgress } = job;
  const { capabilities, ffmpeg } = binaries;
  const plan = planLadder({ facts, profile, capabilities, source, folder: into, growsIn });
  const { durationSeconds } = facts;
  await runDirectly(plan.job, { ffmpeg, timeoutSeconds, signal, onProgress, durationSeconds });
  const path = join(into, topOf(plan.rungs).fileName);
  return { rungs: plan.rungs, made: await probeResult(job, path) };
}

/**
 * Some codecs (QuickTime animation, Theora) store a packet for a frame that does not change and decode to
 * none, so a source that looks steady is not. A long gap among the first frames then delays all others
 * by its length, which HLS would cut off at the end; steady frames are delayed by two. Of the delay the
 * length of the MP4 says nothing with builds from 5 on, so it is looked up where frames are missing.
 */
async function hasHiddenGaps(
  made: MadeLadder,
  path: string,
  { binaries, facts, signal }: LadderJob,
): Promise<boolean> {
  if (facts.isVariableFrameRate || keepsStream(facts)) return false;
  const framesPerSecond = Math.min(facts.framesPerSecond, mostFramesPerSecond);
  const missing = made.videoSeconds * (framesPerSecond - made.framesPerSecond);
  if (missing < 1.5) return false;
  const delaySeconds = -(await firstDecodeSeconds({ binaries, path, signal }, 'v:0'));
  return delaySeconds > 3 / framesPerSecond;
}

/** Of any rung: see `picture-filters.ts`. */
const mostFramesPerSecond = 60;

type MadeLadder = VideoFacts & { videoSeconds: number };

/** The top rung tells for all: they come from one decode, and packaging measures each once more. */
export async function probeResult(
  { binaries, facts, signal }: MediaJob & { facts: VideoFacts },
  path: string,
): Promise<MadeLadder> {
  const made = await probeOwnMp4({ binaries, path, signal }).catch((cause: unknown) => {
    if (!(cause instanceof MediaFailure)) throw cause;
    // An MP4 without a single frame: there was nothing to decode.
    throw new MediaFailure('corrupt_file', 'No picture could be read from the file.', { cause });
  });
  const videoSeconds = made.video.durationSeconds ?? made.durationSeconds;
  assertWhole('the video', made.durationSeconds, facts.durationSeconds);
  if (facts.video.durationSeconds) {
    assertWhole('the picture', videoSeconds, facts.video.durationSeconds);
  }
  return { ...made, videoSeconds };
}

function topOf(rungs: PlannedRung[]): PlannedRung {
  const [top] = rungs;
  if (!top) throw new Error('a ladder has at least one rung');
  return top;
}
