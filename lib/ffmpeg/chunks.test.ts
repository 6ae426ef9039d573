// A film encoded in chunks is the film encoded in one piece: every frame, its time, its sound.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Binaries } from './binaries.ts';
import { type Chunk, type ChunkPlan, mayBeCut, planChunks } from './chunk-plan.ts';
import { encodeChunk } from './encode-chunk.ts';
import { growthList, readGrowth } from './first-rung.ts';
import { readFrameTimes } from './frame-times.ts';
import { packageHls } from './hls.ts';
import { joinChunks } from './join-chunks.ts';
import { encodeLadder, type Ladder } from './ladder.ts';
import { probeVideo } from './probe.ts';
import { encodeSound } from './sound-track.ts';
import { type Clips, clipFolder, namedBuilds, npmBinaries, picture } from './test-clips.ts';
import { film, soundDelay } from './test-films.ts';
import { contentsOf, packageIn } from './test-inspect.ts';

const execute = promisify(execFile);

/** A fast preset with B-frames, which are decoded in another order than they are shown. */
const profile = { preset: 'superfast', crf: 26 } as const;
const chunkSeconds = 1.9;

const old = await npmBinaries();

let clips: Clips;
beforeAll(async () => {
  clips = await clipFolder(old);
});
afterAll(() => clips.remove());

type Job = { binaries: Binaries; folder: string; source: string; timeoutSeconds: number };

async function jobFor(binaries: Binaries, source: string): Promise<Job> {
  const folder = await mkdtemp(join(clips.folder, 'job-'));
  return { binaries, folder, source, timeoutSeconds: 60 };
}

async function planFor(job: Job): Promise<ChunkPlan> {
  const { binaries, source: path } = job;
  const times = await readFrameTimes({ binaries, path, streamIndex: 0 });
  const plan = planChunks(times, chunkSeconds);
  if (!plan) throw new Error('it cannot be cut');
  return plan;
}

async function inOnePiece(binaries: Binaries, source: string) {
  const job = await jobFor(binaries, source);
  const facts = await probeVideo({ binaries, path: source });
  return { job, ladder: await encodeLadder({ ...job, facts, profile }) };
}

async function inChunks(binaries: Binaries, source: string) {
  const job = await jobFor(binaries, source);
  const facts = await probeVideo({ binaries, path: source });
  expect(mayBeCut(facts)).toBe(true);
  const { chunks, frameSeconds } = await planFor(job);
  expect(chunks.length).toBeGreaterThan(2);
  const early = join(job.folder, 'early');
  await mkdir(early);
  // In any order, as workers end.
  for (const chunk of chunks.toReversed()) {
    const growsIn = chunk.firstFrame === 0 ? early : undefined;
    const encode = { ...job, facts, profile, chunk, frameSeconds, growsIn };
    expect(await encodeChunk(encode)).not.toBeNull();
  }
  const growth = readGrowth(await readFile(growthList(early), 'utf8'));
  const watched = growth.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  expect(watched).toBeCloseTo((chunks[0]?.frameCount ?? 0) * frameSeconds, 1);
  if (facts.audio.length > 0) await encodeSound({ ...job, facts });
  return { job, chunks, ladder: await joinChunks({ ...job, facts, chunks }) };
}

const rungPath = ({ folder }: Job, { rungs }: Ladder, i: number) =>
  join(folder, 'ladder', rungs[i]?.fileName ?? '');

/** How alike the frames of two files are, the least alike pair and all of them together. */
async function likeness(path: string, other: string, size?: string) {
  const scale = size ? `scale=${size}:flags=bicubic,` : '';
  const graph =
    `[0:v]setpts=N/25/TB[a];[1:v]${scale}format=yuv420p,setpts=N/25/TB[b];` +
    '[a][b]ssim=stats_file=-';
  const { stdout, stderr } = await execute(old.ffmpeg, [
    ...['-nostdin', '-hide_banner', '-i', path, '-i', other, '-filter_complex', graph],
    ...['-f', 'null', '-'],
  ]);
  const frames = [...stdout.matchAll(/All:([\d.]+)/g)].map(([, value]) => Number(value));
  return { worst: Math.min(...frames), whole: Number(/SSIM .*All:([\d.]+)/.exec(stderr)?.[1]) };
}

const steady = ['-vsync', 'cfr'];
const shape = { size: '426x424', seconds: 6 };
const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv444p'];
const sources: [string, string[]][] = [
  ['a.mp4', [...film(shape), ...x264, '-g', '25', '-c:a', 'aac', '-ac', '2']],
  [
    'ntsc.mov',
    [
      ...film({ ...shape, framesPerSecond: '30000/1001' }),
      ...[...x264, '-g', '20', '-x264-params', 'open-gop=1', '-c:a', 'aac', '-ac', '2'],
    ],
  ],
  [
    'open.mp4',
    [
      ...film({ ...shape, framesPerSecond: '24' }),
      ...['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none:keyint=24'],
      ...['-pix_fmt', 'yuv420p', '-tag:v', 'hvc1', '-c:a', 'aac', '-ac', '2'],
    ],
  ],
  ['b.mkv', [...film({ ...shape, framesPerSecond: '60' }), ...x264, '-g', '70', '-c:a', 'flac']],
  [
    'c.webm',
    [
      ...film({ ...shape, framesPerSecond: '30' }),
      ...['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M'],
      ...['-g', '30', '-c:a', 'libopus'],
    ],
  ],
];

// Ten encodes on shared cores, behind everything else that runs.
describe.each(await namedBuilds())('with %s', { timeout: 240_000 }, (_version, binaries) => {
  test.each(sources)(
    '%s: the same frames at the same times, and the same sound',
    async (...given) => {
      const [name, args] = given;
      const source = await clips.make(name, ...args, ...steady);
      const whole = await inOnePiece(binaries, source);
      const parts = await inChunks(binaries, source);
      expect(parts.ladder).toMatchObject({
        rungs: whole.ladder.rungs,
        framesPerSecond: whole.ladder.framesPerSecond,
        videoSeconds: expect.closeTo(whole.ladder.videoSeconds, 5),
        audioChannels: 2,
        mp4: { durationSeconds: expect.closeTo(whole.ladder.mp4.durationSeconds, 3) },
      });

      const times = async ({ job, ladder }: { job: Job; ladder: Ladder }, i: number) =>
        readFrameTimes({ binaries, path: rungPath(job, ladder, i), streamIndex: 0 });
      const top = await times(parts, 0);
      for (const i of parts.ladder.rungs.keys()) {
        const [ours, theirs] = [await times(parts, i), await times(whole, i)];
        expect(ours.frameSeconds).toEqual(theirs.frameSeconds);
        expect(ours.keyframeSeconds).toEqual(top.keyframeSeconds);
        const [path, other] = [
          rungPath(parts.job, parts.ladder, i),
          rungPath(whole.job, whole.ladder, i),
        ];
        // A frame that took the place of its neighbour would be far below.
        expect((await likeness(path, other)).worst).toBeGreaterThan(0.93);
        const size = `${parts.ladder.rungs[i]?.width}:${parts.ladder.rungs[i]?.height}`;
        const [quality, meant] = [
          await likeness(path, source, size),
          await likeness(other, source, size),
        ];
        expect(quality.whole).toBeGreaterThan(meant.whole - 0.005);
      }
      // A player may begin at each chunk.
      const starts = parts.chunks.map(({ firstFrame }) => top.frameSeconds[firstFrame]);
      expect(top.keyframeSeconds).toEqual(expect.arrayContaining(starts));

      const [mp4, meant] = [
        rungPath(parts.job, parts.ladder, 0),
        rungPath(whole.job, whole.ladder, 0),
      ];
      const delay = await soundDelay(binaries, mp4);
      expect(Math.abs(delay)).toBeLessThan(0.04);
      expect(delay).toBeCloseTo(await soundDelay(binaries, meant), 3);
      expect((await contentsOf(binaries, mp4)).audio).toEqual(
        (await contentsOf(binaries, meant)).audio,
      );

      const packaged = async ({ job, ladder }: { job: Job; ladder: Ladder }) => {
        await packageHls({ ...job, ladder });
        return packageIn(join(job.folder, 'hls'));
      };
      const [ours, theirs] = [await packaged(parts), await packaged(whole)];
      expect(ours.rungs.map(({ durationSeconds }) => durationSeconds)).toEqual(
        theirs.rungs.map(({ durationSeconds }) => expect.closeTo(durationSeconds, 3)),
      );
      expect(ours.audio?.durationSeconds).toBeCloseTo(theirs.audio?.durationSeconds ?? 0, 3);
      for (const rung of ours.rungs) {
        expect(rung.segmentSeconds).toEqual(ours.rungs[0]?.segmentSeconds);
        expect(rung.fillsItsFile).toBe(true);
      }
    },
  );
});

describe('what does not come out as planned', { timeout: 120_000 }, () => {
  test('says so: the frames are not those that were planned', async () => {
    const source = await clips.make('short.mp4', ...picture('160x120', 6), ...x264, '-g', '25');
    const job = await jobFor(old, source);
    const facts = await probeVideo({ binaries: old, path: source });
    const { chunks, frameSeconds } = await planFor(job);
    const [first] = chunks as [Chunk];
    const one = { ...job, facts, profile, frameSeconds };
    const chunk = { ...first, frameCount: first.frameCount + 1 };
    expect(await encodeChunk({ ...one, chunk })).toBeNull();
    // Another rhythm than the source's would be off by a second after a while.
    const late = { ...first, firstFrame: 10_000 };
    expect(
      await encodeChunk({ ...one, chunk: late, frameSeconds: frameSeconds * 1.001 }),
    ).toBeNull();
  });

  test('a source that breaks off cannot be joined', async () => {
    const source = await clips.make('gone.mp4', ...picture('160x120', 6), ...x264, '-g', '25');
    const job = await jobFor(old, source);
    const facts = await probeVideo({ binaries: old, path: source });
    const { chunks, frameSeconds } = await planFor(job);
    for (const chunk of chunks) {
      await encodeChunk({ ...job, facts, profile, chunk, frameSeconds });
    }
    const { firstFrame, frameCount } = chunks.at(-1) ?? { firstFrame: 0, frameCount: 0 };
    await writeFile(join(job.folder, `chunks/${firstFrame}-${frameCount}/120p.mp4`), 'cut off');
    await expect(joinChunks({ ...job, facts, chunks })).rejects.toMatchObject({
      code: 'corrupt_file',
    });
  });
});
