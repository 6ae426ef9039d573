// Everything that is made of a video, by the verbs that processing calls one by one.
import { mkdir, rm } from 'node:fs/promises';
import { env } from '#lib/env/env.ts';
import type { Binaries } from '#lib/ffmpeg/binaries.ts';
import { packageHls } from '#lib/ffmpeg/hls.ts';
import { encodeLadder, type Ladder } from '#lib/ffmpeg/ladder.ts';
import type { VideoProfile } from '#lib/ffmpeg/plan.ts';
import { makePoster } from '#lib/ffmpeg/poster.ts';
import { probeVideo } from '#lib/ffmpeg/probe.ts';
import { makeStoryboard } from '#lib/ffmpeg/storyboard.ts';
import type { VideoFacts } from '#lib/ffmpeg/video-facts.ts';

/** What is known of a film once its set was made. */
export type MadeSet = { facts: VideoFacts; ladder: Ladder };

/** One that takes longer on the slowest machine is stuck. */
const timeoutSeconds = 3600;

/** Examines the film and writes poster, MP4, HLS and storyboard into the folder. */
export async function makeFullSet(
  binaries: Binaries,
  source: string,
  folder: string,
): Promise<MadeSet> {
  const facts = await probeVideo({ binaries, path: source });
  const job = { binaries, source, folder, facts, timeoutSeconds };
  await makePoster(job);
  const ladder = await encodeLadder({ ...job, profile: videoProfile() });
  await Promise.all([packageHls({ ...job, ladder }), makeStoryboard({ ...job, ladder })]);
  return { facts, ladder };
}

/** As the app is configured. */
export function videoProfile(): VideoProfile {
  const { VIDEO_PRESET: preset, VIDEO_CRF: crf } = env();
  return { preset, crf };
}

/** Runs the work with an empty folder that is gone afterwards. */
export async function inEmptyFolder<Result>(
  folder: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
