// Makes one film again of chunks that were encoded apart, without encoding anything.
import 'server-only';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import type { Chunk } from './chunk-plan.ts';
import { chunkFolder, chunkRungs } from './encode-chunk.ts';
import { ownMp4Input } from './hostile-input.ts';
import type { FfmpegInput, FfmpegJob } from './job.ts';
import { describeLadder, type Ladder, probeResult } from './ladder.ts';
import { fillFolder } from './new-folder.ts';
import type { MediaJob } from './outputs.ts';
import { cleanMp4, deliveredFile, type PlannedRung } from './plan.ts';
import { probeOwnMp4 } from './probe.ts';
import { runDirectly } from './run.ts';
import { soundPath } from './sound-track.ts';
import type { VideoFacts } from './video-facts.ts';

type JoinJob = MediaJob & { facts: VideoFacts; chunks: readonly Chunk[] };

/** A list of files to read one after the other, and those: ours, beside each other. */
const ownListInput: readonly string[] = [
  ...['-protocol_whitelist', 'file', '-format_whitelist', 'concat,mov', '-f', 'concat'],
];

/**
 * The ladder the whole would have become, from the files of all chunks and the sound, which lie in the
 * folder. Throws `MediaFailure('corrupt_file')` as `encodeLadder` does, and when they do not fit.
 */
export async function joinChunks(job: JoinJob): Promise<Ladder> {
  const { folder, facts, chunks, binaries, timeoutSeconds, signal } = job;
  const rungs = chunkRungs(facts);
  const [top] = rungs;
  const [first] = chunks;
  if (!top || !first) throw new Error('a film has at least one rung and one chunk');
  const sample = join(folder, chunkFolder(first), top.fileName);
  const { framesPerSecond } = await probeOwnMp4({ binaries, path: sample, signal });
  for (const rung of rungs) {
    await writeFile(listPath(folder, rung), chunkList(chunks, rung.fileName, framesPerSecond));
  }
  const made = await fillFolder(folder, 'ladder', async (partial) => {
    const { ffmpeg } = binaries;
    await runDirectly(joiningJob(job, rungs, partial), { ffmpeg, timeoutSeconds, signal });
    return probeResult(job, join(partial, top.fileName));
  });
  const frameCount = chunks.reduce((sum, chunk) => sum + chunk.frameCount, 0);
  const joinedCount = Math.round(made.videoSeconds * made.framesPerSecond);
  if (joinedCount !== frameCount) {
    const text = `${frameCount} frames in chunks became ${joinedCount}.`;
    throw new MediaFailure('corrupt_file', text);
  }
  return describeLadder(folder, rungs, made);
}

/** One process for all rungs: the work is copying bytes. */
function joiningJob({ folder, facts }: JoinJob, rungs: PlannedRung[], into: string): FfmpegJob {
  const lists = rungs.map(
    (rung): FfmpegInput => ({ options: ownListInput, path: listPath(folder, rung) }),
  );
  const hasSound = facts.audio.length > 0;
  const sound = { options: ownMp4Input, path: join(folder, soundPath) };
  return {
    inputs: hasSound ? [...lists, sound] : lists,
    outputs: rungs.map(({ fileName }, i) => ({
      path: join(into, fileName),
      options: [
        ...['-map', `${i}:v:0`],
        ...(i === 0 && hasSound ? ['-map', `${lists.length}:a:0`] : []),
        ...['-c', 'copy', ...(i === 0 ? deliveredFile : []), ...cleanMp4],
      ],
    })),
  };
}

/**
 * The script of ffmpeg's concat demuxer. Each length is spelled out, as the difference of two rounded
 * times: rounded by themselves, many lengths would add up to a time between two frames.
 */
function chunkList(chunks: readonly Chunk[], fileName: string, framesPerSecond: number): string {
  const microseconds = (frames: number) => Math.round((frames / framesPerSecond) * 1e6);
  const entries = chunks.map((chunk) => {
    const { firstFrame, frameCount } = chunk;
    const length = microseconds(firstFrame + frameCount) - microseconds(firstFrame);
    const path = `${chunkFolder(chunk)}/${fileName}`;
    return `file ${path}\nduration ${(length / 1e6).toFixed(6)}\n`;
  });
  return `ffconcat version 1.0\n${entries.join('')}`;
}

/** In the folder its entries are relative to. */
function listPath(folder: string, { name }: PlannedRung): string {
  return join(folder, `chunks-${name}.txt`);
}
