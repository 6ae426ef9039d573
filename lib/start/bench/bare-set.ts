// The floor: the same files as ours, by as many bare ffmpeg processes as it takes and nothing else.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from '#lib/ffmpeg/binaries.ts';
import { packagingJob } from '#lib/ffmpeg/hls.ts';
import { ownMp4Input } from '#lib/ffmpeg/hostile-input.ts';
import { type FfmpegJob, jobArguments } from '#lib/ffmpeg/job.ts';
import { scanPackets } from '#lib/ffmpeg/packets.ts';
import { planLadder, planPoster, posterSeconds } from '#lib/ffmpeg/plan.ts';
import { niceness } from '#lib/ffmpeg/process-limits.ts';
import { type SpriteLayout, spriteLayout } from '#lib/ffmpeg/sprite-layout.ts';
import { spriteJob } from '#lib/ffmpeg/storyboard.ts';
import { secondsSince } from './figures.ts';
import { type MadeSet, videoProfile } from './full-set.ts';

const execute = promisify(execFile);

/** All that can be known beforehand, so that the floor has to find out nothing. */
export type KnownSet = MadeSet & { layout: SpriteLayout };

/** Learns from a set that was made in this folder. */
export async function learnSet(
  binaries: Binaries,
  folder: string,
  { facts, ladder }: MadeSet,
): Promise<KnownSet> {
  const path = lowestRung(folder, ladder);
  const { keyframeSeconds } = await scanPackets({
    ...{ binaries, path, streamIndex: 0, inputOptions: ownMp4Input },
  });
  const { width, height } = ladder.rungs.at(-1) ?? facts;
  const durationSeconds = ladder.videoSeconds;
  return {
    ...{ facts, ladder },
    layout: spriteLayout({ durationSeconds, keyframeSeconds, width, height }),
  };
}

/**
 * One process decodes the film once and encodes every rung, with the very arguments of ours; one takes
 * the poster before it, and two package HLS and lay out the sprite after it, side by side, as ours do.
 * These three cannot be outputs of the first without decoding or encoding more than they do here. What
 * ours has on top is counted against it: examining the source and the result, limits, folders,
 * playlists, the clock of the tracks, the index of the storyboard. Its processes have the priority of
 * ours, else a busy machine would favour them. Answers the seconds of the encoding process.
 */
export async function makeBareSet(
  binaries: Binaries,
  source: string,
  folder: string,
  { facts, ladder, layout }: KnownSet,
): Promise<number> {
  const { ffmpeg, capabilities } = binaries;
  const [ladderFolder, hlsFolder] = [join(folder, 'ladder'), join(folder, 'hls')];
  await Promise.all([mkdir(ladderFolder), mkdir(hlsFolder)]);
  const known = { facts, capabilities, source };
  await runBare(ffmpeg, planPoster(known, posterSeconds(facts), join(folder, 'poster.jpg')));
  const startedAt = performance.now();
  await runBare(
    ffmpeg,
    planLadder({ ...known, profile: videoProfile(), folder: ladderFolder }).job,
  );
  const encodingSeconds = secondsSince(startedAt);
  await Promise.all([
    runBare(ffmpeg, packagingJob(folder, hlsFolder, ladder)),
    runBare(ffmpeg, spriteJob(lowestRung(folder, ladder), join(folder, 'sprite.jpg'), layout)),
  ]);
  return encodingSeconds;
}

/** Starts ffmpeg and waits for its end. Throws what it says when it fails. */
export async function runBare(ffmpeg: string, job: FfmpegJob): Promise<void> {
  const running = execute(ffmpeg, jobArguments(job));
  if (running.child.pid) setPriority(running.child.pid, niceness);
  await running;
}

function lowestRung(folder: string, { rungs }: MadeSet['ladder']): string {
  return join(folder, 'ladder', rungs.at(-1)?.fileName ?? '');
}
