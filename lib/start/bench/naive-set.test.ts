import { expect, test } from 'vitest';
import { planLadder } from '#lib/ffmpeg/plan.ts';
import type { VideoFacts } from '#lib/ffmpeg/video-facts.ts';
import { rungAlone } from './naive-set.ts';

const facts: VideoFacts = {
  ...{ container: 'mov,mp4', durationSeconds: 60, width: 1920, height: 1080, rotation: 0 },
  ...{ sampleAspectRatio: 1, framesPerSecond: 30, isVariableFrameRate: false, bitrate: 18e6 },
  ...{ isInterlaced: false, hdrTransfer: null, audio: [], packets: null },
  video: {
    ...{ index: 0, codec: 'h264', profile: 'High', level: 40, pixelFormat: 'yuv420p' },
    ...{ startSeconds: 0, durationSeconds: 60 },
  },
};
const capabilities = { hasFpsMode: false, hasBwdif: true, canTonemap: false };

test('a rung alone has the settings it has in the ladder, and is scaled from the source', () => {
  const profile = { preset: 'veryfast', crf: 23 } as const;
  const input = { facts, capabilities, profile, source: 'film.mp4', folder: 'out' };
  const plan = planLadder(input);
  const index = plan.rungs.findIndex(({ name }) => name === '480p');
  const { graph, outputs } = rungAlone(plan, index, { facts, capabilities });
  expect(graph).toMatch(/^\[0:0\]scale=854:480:[^;]+\[v0\]$/);
  const inLadder = plan.job.outputs[index]?.options ?? [];
  expect(outputs[0]?.options).toEqual(['-map', '[v0]', ...inLadder.slice(2)]);
});
