// A long video encoded in chunks, by as many machines as there are: one verb per step, each repeatable.
import 'server-only';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { signalMedia } from '../db/media-signals.ts';
import { notePartShare } from '../db/part-shares.ts';
import { env } from '../env/env.ts';
import { type Chunk, type ChunkPlan, mayBeCut, planChunks } from '../ffmpeg/chunk-plan.ts';
import { chunkFolder, chunkRungs, encodeChunk } from '../ffmpeg/encode-chunk.ts';
import { readFrameTimes } from '../ffmpeg/frame-times.ts';
import { joinChunks } from '../ffmpeg/join-chunks.ts';
import type { MediaJob, OutputFile } from '../ffmpeg/outputs.ts';
import { encodeSound, soundPath } from '../ffmpeg/sound-track.ts';
import type { VideoFacts } from '../ffmpeg/video-facts.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { createBudget } from '../shared/budget.ts';
import { MediaFailure } from '../shared/media-failure.ts';
import {
  fetchChunkFiles,
  hasChunkFiles,
  removeChunkFiles,
  storeChunkFiles,
} from './chunk-objects.ts';
import { beginFirstRung } from './first-rung.ts';
import { inWorkspace, type Part } from './in-workspace.ts';
import { isToMake } from './ledger.ts';
import {
  encodingFrom,
  fromLadder,
  packagingFrom,
  publishEncoded,
  videoProfile,
} from './process-video.ts';
import { type Beat, Superseded, updateRun } from './processing-run.ts';

/** What all steps of one video are told. */
export type CutVideo = { facts: VideoFacts; plan: ChunkPlan };

/** Whether the part fits the others, and how long it took: nothing when it was stored already. */
export type PartOutcome = { isExact: boolean; tookMs: number };

/**
 * Of the length from which videos are cut: chunks of a minute and a half from ten minutes on. Many more
 * than there are workers, so that all of them are done at about the same time.
 */
const chunkShare = 0.15;
const longestChunkSeconds = 150;

/** Of the time that encoding takes. */
const soundShare = 0.03;

/**
 * Parts take turns at encoding within a process: one keeps all its cores busy, and halves finished of two
 * would let the worker that is done with both by chance take two more while another has none left.
 */
const encoder = createBudget(1);

/** Whether a video is long enough to be encoded in chunks, and of a kind that can be. */
export function isWorthCutting(facts: VideoFacts): boolean {
  const seconds = env().VIDEO_SPLIT_MINUTES * 60;
  return seconds > 0 && facts.durationSeconds > seconds && mayBeCut(facts);
}

/**
 * Where the video is cut; null when that cannot be done exactly, and when there is nothing to encode.
 * What a lost run left of its chunks goes. Throws `Superseded`, and `MediaFailure` when there is no
 * original.
 */
export async function cutVideo(
  run: MediaRun,
  facts: VideoFacts,
  ports: Ports,
): Promise<ChunkPlan | null> {
  if (!(await isToMake(run, fromLadder, ports))) return null;
  return inWorkspace(run, ports, async ({ binaries, signal }, { path }, progress) => {
    progress.report(encodingFrom, 'encode');
    await removeChunkFiles(run, (generation) => generation < run.generation, ports);
    await updateRun(run, { partShares: {} }, ports);
    const streamIndex = facts.video.index;
    const reading = readFrameTimes({ binaries, path, streamIndex, signal });
    const times = await reading.catch(unlessUnreadable);
    if (!times) return null;
    const chunkSeconds = env().VIDEO_SPLIT_MINUTES * 60 * chunkShare;
    return planChunks(times, Math.min(chunkSeconds, longestChunkSeconds));
  });
}

/** Encodes one chunk in all sizes and stores it, unless that was done. Throws `MediaFailure`, `Superseded`. */
export async function storeChunk(
  run: MediaRun,
  chunk: Chunk,
  { facts, plan }: CutVideo,
  ports: Ports,
): Promise<PartOutcome> {
  const { frameSeconds, chunks } = plan;
  const frameCount = chunks.reduce((sum, each) => sum + each.frameCount, 0);
  const share = ((1 - soundShare) * chunk.frameCount) / frameCount;
  const files = chunkPaths(chunk, facts);
  return storePart(run, { name: chunkFolder(chunk), share, files }, ports, async (job) => {
    const encode = { ...job, facts, profile: videoProfile(), chunk, frameSeconds };
    if (chunk.firstFrame > 0) return encodeChunk(encode);
    // The film is watched from its beginning, while its other chunks are encoded.
    await using early = await beginFirstRung(run, { job, ...job, facts, isBeginning: true }, ports);
    const onProgress = (fraction: number) => job.onProgress(fraction, early.stage());
    const made = await encodeChunk({ ...encode, growsIn: early.folder, onProgress });
    await early.drained();
    onProgress(1);
    return made;
  });
}

/** Encodes the sound in one piece and stores it, unless that was done. Throws as `storeChunk` does. */
export async function storeSound(
  run: MediaRun,
  facts: VideoFacts,
  ports: Ports,
): Promise<PartOutcome> {
  if (facts.audio.length === 0) return { isExact: true, tookMs: 0 };
  const part = { name: soundPath, share: soundShare, files: [soundPath] };
  return storePart(run, part, ports, async (job) => [await encodeSound({ ...job, facts })]);
}

/**
 * Joins what the other steps stored, packages and publishes it, and removes the parts. Says no when
 * they do not fit each other: then the video is to be encoded in one piece. Throws as `storeChunk` does.
 */
export async function joinVideo(
  run: MediaRun,
  cut: CutVideo,
  outcomes: readonly PartOutcome[],
  ports: Ports,
): Promise<boolean> {
  const isExact = outcomes.every((outcome) => outcome.isExact);
  const tookMs = outcomes.reduce((sum, outcome) => sum + outcome.tookMs, 0);
  const isWhole =
    (await isEntered(run, ports)) || (isExact && (await publishJoined(run, cut, tookMs, ports)));
  await removeOwnChunks(run, ports);
  return isWhole;
}

async function publishJoined(
  run: MediaRun,
  { facts, plan: { chunks } }: CutVideo,
  tookMs: number,
  ports: Ports,
): Promise<boolean> {
  const paths = chunks.flatMap((chunk) => chunkPaths(chunk, facts));
  if (facts.audio.length > 0) paths.push(soundPath);
  // Removed by an attempt that found them unfit, whose answer was lost.
  if (!(await hasChunkFiles(run, paths, ports))) return false;
  return inWorkspace(run, ports, async (job, { attempt }, progress) => {
    progress.report(packagingFrom, 'package');
    // Removed by an older attempt, whose caller is gone: it joined them, or found them unfit.
    if (!(await fetchChunkFiles(run, job.folder, paths, ports))) return false;
    const ladder = await joinChunks({ ...job, facts, chunks }).catch(unlessDamaged);
    if (!ladder) return false;
    // What is joined would take its room twice.
    await rm(join(job.folder, 'chunks'), { recursive: true });
    await publishEncoded(run, { ...job, attempt, facts, ladder, tookMs, progress }, ports);
    return true;
  });
}

type StoredPart = {
  name: string;
  /** How much of the encoding it is, 0 to 1. */
  share: number;
  /** What is made of it, in the folder of the job and in the store. */
  files: string[];
};

type PartJob = MediaJob & {
  source: string;
  attempt: number;
  onProgress: (fraction: number, stage?: 'encode' | 'rest') => void;
};

async function storePart(
  run: MediaRun,
  { name, share, files }: StoredPart,
  ports: Ports,
  encode: (job: PartJob) => Promise<OutputFile[] | null>,
): Promise<PartOutcome> {
  const part: Part = { name, beat: beatOfPart(name, share) };
  if (await hasChunkFiles(run, files, ports)) {
    await part.beat(run, { progress: 1, stage: 'encode' }, ports);
    return { isExact: true, tookMs: 0 };
  }
  const work = async (job: PartJob) => {
    const inTurn = async () => {
      const startedAt = Date.now();
      const made = await encode(job).catch(unlessDamaged);
      return { made, tookMs: Date.now() - startedAt };
    };
    const { made, tookMs } = await encoder.hold(1, inTurn, job.signal);
    if (!made) return { isExact: false, tookMs };
    await storeChunkFiles(run, job.folder, made, ports);
    await part.beat(run, { progress: 1, stage: 'encode' }, ports);
    // A step that was repeated elsewhere meanwhile: what nobody waits for is not kept.
    if (await isEntered(run, ports)) await removeOwnChunks(run, ports);
    return { isExact: true, tookMs };
  };
  return inWorkspace(
    run,
    ports,
    (job, source, { report }) =>
      work({
        ...{ ...job, source: source.path, attempt: source.attempt },
        onProgress: (fraction, stage = 'encode') => report(fraction, stage),
      }),
    part,
  );
}

/** Reports of a part count for its share, beside those of the others. */
function beatOfPart(part: string, ofAll: number): Beat {
  return async (run, { progress, stage }, ports) => {
    if (progress === undefined || stage === undefined) return updateRun(run, {}, ports);
    const { mediaId, generation } = run;
    const isUnderWay = await notePartShare(ports.db, {
      ...{ mediaId, generation, part, stage },
      share: progress * ofAll,
      from: encodingFrom,
      to: packagingFrom,
      now: ports.now(),
    });
    if (!isUnderWay) throw new Superseded(run);
    await signalMedia(ports.db, mediaId);
  };
}

/** What cannot be read packet by packet, or not soon enough, may be encoded in one piece all the same. */
function unlessUnreadable(error: unknown): null {
  if (error instanceof MediaFailure) return null;
  throw error;
}

/** A source that is damaged in one place: whether that is bearable is judged by the whole. */
function unlessDamaged(error: unknown): null {
  if (error instanceof MediaFailure && error.code === 'corrupt_file') return null;
  throw error;
}

function chunkPaths(chunk: Chunk, facts: VideoFacts): string[] {
  return chunkRungs(facts).map(({ fileName }) => `${chunkFolder(chunk)}/${fileName}`);
}

/** Whether the run has published what the parts are for. */
async function isEntered({ mediaId, generation }: MediaRun, { db }: Ports): Promise<boolean> {
  const where = { mediaId, generation, name: 'hls', status: 'ready' } as const;
  return (await db.rendition.count({ where })) > 0;
}

async function removeOwnChunks(run: MediaRun, ports: Ports): Promise<void> {
  await removeChunkFiles(run, (generation) => generation === run.generation, ports);
}
