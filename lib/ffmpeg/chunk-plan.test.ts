import { describe, expect, test } from 'vitest';
import { mayBeCut, planChunks } from './chunk-plan.ts';
import { type FrameTimes, frameCollector } from './frame-times.ts';
import type { VideoFacts } from './video-facts.ts';

const h264: VideoFacts = {
  ...{ container: 'mov,mp4,m4a,3gp,3g2,mj2', durationSeconds: 900, width: 1920, height: 1080 },
  ...{ rotation: 0, sampleAspectRatio: 1, framesPerSecond: 25, isVariableFrameRate: false },
  ...{ isInterlaced: false, hdrTransfer: null, bitrate: 20_000_000, audio: [], packets: null },
  video: {
    ...{ index: 0, codec: 'h264', profile: 'High', level: 41, pixelFormat: 'yuv420p' },
    ...{ startSeconds: 0, durationSeconds: 900 },
  },
};
const withCodec = (codec: string) => ({ video: { ...h264.video, codec } });

describe('which may be cut', () => {
  test.each<[string, Partial<VideoFacts>, boolean]>([
    ['H.264 in MP4', {}, true],
    ['HEVC in MP4', withCodec('hevc'), true],
    ['HEVC in Matroska', { container: 'matroska,webm', ...withCodec('hevc') }, true],
    ['VP9 in WebM', { container: 'matroska,webm', ...withCodec('vp9') }, true],
    ['VP9 in MP4', withCodec('vp9'), false],
    ['VP8 in WebM', { container: 'matroska,webm', ...withCodec('vp8') }, false],
    ['H.264 in AVI', { container: 'avi' }, false],
    ['WMV', { container: 'asf', ...withCodec('wmv3') }, false],
    ['ProRes', withCodec('prores'), false],
    ['a variable frame rate', { isVariableFrameRate: true }, false],
    ['interlaced', { isInterlaced: true }, false],
    ['120 frames a second', { framesPerSecond: 120 }, false],
    [
      'a stream that is kept',
      {
        bitrate: 4_000_000,
        packets: { keyframeSeconds: [0, 5], endSeconds: 9, isSteady: true, isClean: true },
      },
      false,
    ],
  ])('%s', (_name, change, expected) => {
    expect(mayBeCut({ ...h264, ...change })).toBe(expected);
  });
});

/** So many frames in a steady rhythm, a keyframe at each multiple of `group`. */
function steady(count: number, change: { fps?: number; group?: number; start?: number } = {}) {
  const { fps = 25, group = 25, start = 0 } = change;
  const frameSeconds = Array.from({ length: count }, (_, i) => start + i / fps);
  const keyframeSeconds = frameSeconds.filter((_, i) => i % group === 0);
  return { fileStartSeconds: start, frameSeconds, keyframeSeconds, isClean: true };
}
const framesOf = (times: FrameTimes, seconds: number) =>
  planChunks(times, seconds)?.chunks.map(({ firstFrame, frameCount }) => [firstFrame, frameCount]);

describe('where they are cut', () => {
  test('at keyframes, into chunks of about the same length that leave no frame out', () => {
    expect(framesOf(steady(250), 3)).toEqual([
      [0, 75],
      [75, 100],
      [175, 75],
    ]);
  });

  test('a quarter of a frame before the keyframe, counted from the beginning of the file, to half a frame before the next', () => {
    const plan = planChunks(steady(200, { start: 1.4 }), 4);
    expect(plan?.frameSeconds).toBeCloseTo(0.04, 9);
    const [first, second] = plan?.chunks ?? [];
    expect(first?.fromSeconds).toBeNull();
    expect(first?.lengthSeconds).toBeCloseTo(3.98, 6);
    expect(second?.fromSeconds).toBeCloseTo(3.99, 6);
    expect(second?.lengthSeconds).toBeNull();
  });

  test('fewer where keyframes are rare, and not for a sliver', () => {
    expect(framesOf(steady(250, { group: 120 }), 2)).toEqual([
      [0, 120],
      [120, 130],
    ]);
    expect(framesOf(steady(250, { group: 240 }), 2)).toBeUndefined();
    expect(framesOf(steady(250, { group: 1000 }), 2)).toBeUndefined();
  });

  test('no more than a server of events counts steps, however long it is', () => {
    expect(framesOf(steady(100_000, { group: 10 }), 1)?.length).toBe(200);
  });

  test('times rounded to milliseconds, as Matroska has them, are steady', () => {
    const times = steady(600, { fps: 60 });
    const frameSeconds = times.frameSeconds.map((seconds) => Math.round(seconds * 1000) / 1000);
    expect(framesOf({ ...times, frameSeconds }, 5)).toEqual([
      [0, 300],
      [300, 300],
    ]);
  });

  test('sound that begins a few milliseconds before the picture does not matter', () => {
    const times = steady(200, { fps: 60 });
    expect(planChunks({ ...times, fileStartSeconds: -0.007 }, 1.5)).not.toBeNull();
  });

  test.each<[string, (times: FrameTimes) => FrameTimes]>([
    ['a damaged packet', (times) => ({ ...times, isClean: false })],
    ['a late first frame', (times) => ({ ...times, fileStartSeconds: -0.02 })],
    [
      'a frame left out',
      (times) => ({ ...times, frameSeconds: times.frameSeconds.filter((_, i) => i !== 99) }),
    ],
    [
      'a rate that changes',
      (times) => ({
        ...times,
        frameSeconds: times.frameSeconds.map((seconds, i) => (i < 100 ? seconds : seconds * 1.01)),
      }),
    ],
    ['a single frame', (times) => ({ ...times, frameSeconds: [0] })],
    ['nothing', (times) => ({ ...times, frameSeconds: [], keyframeSeconds: [] })],
  ])('nowhere with %s', (_name, change) => {
    expect(planChunks(change(steady(200)), 2)).toBeNull();
  });
});

test('frame times are read from what ffprobe prints, in the order they are shown', () => {
  const frames = frameCollector();
  const lines = ['packet,0.000000,K__', 'packet,0.080000,___', 'packet,0.040000,___side,x'];
  for (const line of [...lines, '', 'format,-0.007000']) frames.add(line);
  expect(frames.times()).toEqual({
    fileStartSeconds: -0.007,
    frameSeconds: [0, 0.04, 0.08],
    keyframeSeconds: [0],
    isClean: true,
  });
  frames.add('packet,N/A,___');
  expect(frames.times().isClean).toBe(false);
});
