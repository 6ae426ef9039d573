// Encodes one chunk of a video in all its sizes, without sound.
import 'server-only';
import { join } from 'node:path';
import type { Chunk, ChunkPlan } from './chunk-plan.ts';
import type { LadderJob } from './ladder.ts';
import { fillFolder } from './new-folder.ts';
import { type OutputFile, outputFile } from './outputs.ts';
import { type PlannedRung, planLadder } from './plan.ts';
import { probeOwnMp4 } from './probe.ts';
import { runDirectly } from './run.ts';
import { rungSizes } from './rungs.ts';
import type { VideoFacts } from './video-facts.ts';

/** The rungs of a film that is encoded in chunks, largest first: none is the source's own. */
export function chunkRungs(facts: VideoFacts): PlannedRung[] {
  return rungSizes(facts).map((size) => ({ ...size, fileName: `${size.name}.mp4`, isCopy: false }));
}

/** Where the files of a chunk lie in the job's folder. */
export function chunkFolder({ firstFrame, frameCount }: Chunk): string {
  return `chunks/${firstFrame}-${frameCount}`;
}

/**
 * One decode of a part of the source, all rungs, with the arguments the whole would have; `onProgress`
 * gets 0 to 1. Answers one file per rung, or null when their frames are not exactly those that were
 * planned, so that they would not fit the others: such a film is to be encoded in one piece.
 * Throws `MediaFailure('corrupt_file')` when nothing could be decoded.
 */
export async function encodeChunk(
  job: LadderJob & { chunk: Chunk; frameSeconds: ChunkPlan['frameSeconds'] },
): Promise<OutputFile[] | null> {
  const { folder, chunk, facts } = job;
  const isExact = await fillFolder(folder, chunkFolder(chunk), (partial) =>
    encodeInto(partial, job),
  );
  if (!isExact) return null;
  const files = chunkRungs(facts).map(({ fileName }) =>
    outputFile(folder, `${chunkFolder(chunk)}/${fileName}`, 'video/mp4'),
  );
  return Promise.all(files);
}

/** Says whether the chunk came out as it was planned. */
async function encodeInto(
  into: string,
  job: LadderJob & { chunk: Chunk; frameSeconds: number },
): Promise<boolean> {
  const { binaries, facts, source, profile, growsIn, timeoutSeconds, signal, onProgress, chunk } =
    job;
  const { ffmpeg, capabilities } = binaries;
  const plan = planLadder({
    ...{ facts, profile, capabilities, source, folder: into, growsIn, isSilent: true },
  });
  const inputs = plan.job.inputs.map(({ options, path }) => ({
    options: [...readOptions(chunk), ...options],
    path,
  }));
  const durationSeconds = chunk.frameCount * job.frameSeconds;
  await runDirectly(
    { ...plan.job, inputs },
    { ffmpeg, timeoutSeconds, signal, onProgress, durationSeconds },
  );
  const checks = plan.rungs.map(async ({ fileName }) => {
    const made = await probeOwnMp4({ binaries, path: join(into, fileName), signal });
    return isAsPlanned(made, job);
  });
  return (await Promise.all(checks)).every(Boolean);
}

/** Before the input: ffmpeg jumps to the keyframe before it and drops what was shown earlier. */
function readOptions({ fromSeconds, lengthSeconds }: Chunk): string[] {
  return [
    ...(fromSeconds === null ? [] : ['-ss', fromSeconds.toFixed(6)]),
    ...(lengthSeconds === null ? [] : ['-t', lengthSeconds.toFixed(6)]),
  ];
}

/**
 * As many frames as were planned, and in a rhythm that takes them to the end of the film with the source:
 * ffmpeg guesses the rate from the container, which may say another one than its frames have.
 */
function isAsPlanned(
  made: VideoFacts,
  { chunk, frameSeconds }: { chunk: Chunk; frameSeconds: number },
): boolean {
  const { framesPerSecond, isVariableFrameRate } = made;
  const videoSeconds = made.video.durationSeconds ?? 0;
  const lastFrame = chunk.firstFrame + chunk.frameCount;
  const drift = Math.abs(lastFrame / framesPerSecond - lastFrame * frameSeconds);
  return (
    !isVariableFrameRate &&
    Math.round(videoSeconds * framesPerSecond) === chunk.frameCount &&
    drift < frameSeconds / 2
  );
}
