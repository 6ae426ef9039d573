// Every kind of film people send, through the whole pipeline: what comes out, measured from outside.
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepsStream } from './copy-rule.ts';
import { probeOwnMp4, probeVideo } from './probe.ts';
import {
  type Clips,
  clipFolder,
  colourIn,
  framesIn,
  npmBinaries,
  testedBinaries,
} from './test-clips.ts';
import { soundDelay } from './test-films.ts';
import { contentsOf, packageIn } from './test-inspect.ts';
import { transcodeVideo } from './test-transcode.ts';
import { type Outcome, plainOutcome, type VideoRow, videoRows } from './test-video-rows.ts';

/** Makes the films and judges what comes out. */
const tools = await npmBinaries();
const binaries = await testedBinaries();
const profile = { preset: 'superfast', crf: 30 } as const;
/** Sound this early or late is not noticed (EBU R37: 40 ms early, 60 ms late). */
const unnoticedSeconds = 0.04;

let clips: Clips;
beforeAll(async () => {
  clips = await clipFolder(tools);
});
afterAll(() => clips.remove());

test('the table is as long as promised', () => {
  expect(videoRows.length).toBeGreaterThanOrEqual(60);
  expect(new Set(videoRows.map(({ file }) => file)).size).toBe(videoRows.length);
});

test.concurrent.each(videoRows)('$name', { timeout: 120_000 }, async (row) => {
  const expected: Outcome = { ...plainOutcome, ...row.becomes };
  const source = await sourceOf(row);
  const facts = await probeVideo({ binaries, path: source });
  if (row.is) expect(facts).toMatchObject(row.is);
  expect(keepsStream(facts)).toBe(expected.isKept);

  const folder = await mkdtemp(join(clips.folder, 'job-'));
  const job = { binaries, folder, source, facts, profile, timeoutSeconds: 60 };
  const made = await transcodeVideo(job);
  const mp4 = join(folder, made.mp4.path);
  const { video } = await contentsOf(tools, mp4);
  const other: Outcome = { ...plainOutcome, ...row.orBecomes };
  if (row.orBecomes && video.frameCount === other.frames) Object.assign(expected, other);
  await expectMp4(mp4, expected);
  await expectRungs(folder, expected);
  await expectHls(join(folder, 'hls'), expected, video.endSeconds - video.firstSeconds);
  if (expected.channels > 0) {
    expect(Math.abs(await soundDelay(tools, mp4))).toBeLessThan(unnoticedSeconds);
    const [picture, sound] = [`hls/${expected.rungs.at(-1)}.mp4`, 'hls/audio.mp4'];
    const streamed = await soundDelay(tools, join(folder, picture), join(folder, sound));
    expect(Math.abs(streamed)).toBeLessThan(unnoticedSeconds);
  } else if (row.becomes?.corner) {
    await expectCorner(mp4, expected);
    await expectCorner(join(folder, made.poster.path), expected);
  }
  const { width, height } = made.poster;
  expect(`${width}x${height}`).toBe(expected.size);
});

test('HDR becomes a film that plays even where the build cannot map its tones', async () => {
  const row = videoRows.find(({ is }) => is && 'hdrTransfer' in is && is.hdrTransfer);
  if (!row) throw new Error('no HDR in the table');
  const source = await sourceOf({ ...row, file: `unmapped-${row.file}` });
  const facts = await probeVideo({ binaries, path: source });
  const folder = await mkdtemp(join(clips.folder, 'job-'));
  const unable = { ...binaries, capabilities: { ...binaries.capabilities, canTonemap: false } };
  const job = { binaries: unable, folder, source, facts, profile, timeoutSeconds: 60 };
  const { mp4 } = await transcodeVideo(job);
  await expectMp4(join(folder, mp4.path), plainOutcome);
});

function sourceOf({ make, file }: VideoRow): Promise<string> {
  return Array.isArray(make) ? clips.make(file, ...make) : make(clips, file);
}

async function expectMp4(path: string, { size, channels, framesPerSecond }: Outcome) {
  const mp4 = await probeOwnMp4({ binaries, path });
  expect(`${mp4.width}x${mp4.height}`).toBe(size);
  expect(mp4).toMatchObject({
    ...{ rotation: 0, sampleAspectRatio: 1, isInterlaced: false, hdrTransfer: null },
    video: { codec: 'h264', pixelFormat: 'yuv420p' },
    audio: channels > 0 ? [{ codec: 'aac', channels }] : [],
  });
  // An average over a second, to which the delay of reordered frames is counted.
  expectWithin(mp4.framesPerSecond / framesPerSecond, 1, 0.1);
}

/** All rungs hold the same pictures at the same times, as many and as long as the source had. */
async function expectRungs(folder: string, expected: Outcome) {
  const { rungs, seconds, frames, framesPerSecond, channels, keyframeSeconds } = expected;
  const files = rungs.map((name) => join(folder, 'ladder', `${name}.mp4`));
  const contents = await Promise.all(files.map((path) => contentsOf(tools, path)));
  for (const [i, { video, audio, extras }] of contents.entries()) {
    expect(extras).toEqual([]);
    expect(Boolean(audio)).toBe(i === 0 && channels > 0);
    expect(video.frameCount).toBe(frames);
    expectWithin(video.endSeconds - video.firstSeconds, seconds, 1 / framesPerSecond);
    const keyframes = video.keyframeSeconds.map((at) => at - video.firstSeconds);
    expect(keyframes.map((at) => at.toFixed(2))).toEqual(
      keyframeSeconds.map((at) => at.toFixed(2)),
    );
  }
}

/** A strict parser takes the playlists, and a player gets every frame of the MP4 through them, as long. */
async function expectHls(folder: string, expected: Outcome, mp4Seconds: number) {
  const { rungs, audio } = await packageIn(folder);
  expect(rungs.map(({ uri }) => uri)).toEqual(expected.rungs.map((name) => `${name}.m3u8`));
  expect(rungs[0]?.size).toBe(expected.size);
  expect(Boolean(audio)).toBe(expected.channels > 0);
  const frames = await Promise.all(rungs.map(({ uri }) => framesIn(tools, join(folder, uri))));
  expect(frames).toEqual(rungs.map(() => expected.frames));
  for (const rung of rungs) {
    expectWithin(rung.durationSeconds, mp4Seconds, 1 / expected.framesPerSecond);
    expect(rung.segmentSeconds).toEqual(rungs[0]?.segmentSeconds);
    expect(rung.averageBandwidth).toBeLessThanOrEqual(rung.bandwidth);
    expect(rung.codecs).toMatch(audio ? /^avc1\.[0-9a-f]{6},mp4a\.40\.2$/ : /^avc1\.[0-9a-f]{6}$/);
  }
  for (const track of [...rungs, ...(audio ? [audio] : [])]) {
    expect(track.fillsItsFile).toBe(true);
    expect(track.longestSegmentSeconds).toBeLessThan(track.targetSeconds + 0.5);
  }
}

async function expectCorner(path: string, { size, corner }: Outcome) {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const seen = await Promise.all(
    (['top left', 'top right', 'bottom right', 'bottom left'] as const).map(async (place) => {
      const x = place.endsWith('left') ? 0 : 0.8 * width;
      const y = place.startsWith('top') ? 0 : 0.8 * height;
      const rectangle = [x, y, 0.2 * width, 0.2 * height].map(Math.floor);
      const [red = 0, , blue = 0] = await colourIn(tools, path, rectangle as Rectangle);
      return red > blue ? place : undefined;
    }),
  );
  expect(seen.filter(Boolean)).toEqual([corner]);
}

type Rectangle = [number, number, number, number];

function expectWithin(value: number, expected: number, tolerance: number) {
  // A millisecond for times that containers round.
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance + 0.001);
}
