import { expect, test } from 'vitest';
import { spriteLayout, storyboardVtt } from './sprite-layout.ts';

const every = (step: number, until: number) =>
  Array.from({ length: Math.ceil(until / step) }, (_, i) => i * step);
const layout = (durationSeconds: number, keyframeSeconds: number[], width = 640, height = 360) =>
  spriteLayout({ durationSeconds, keyframeSeconds, width, height });

test('a short film has a tile for every keyframe', () => {
  const { tiles, columns, rows } = layout(20, every(2, 20));
  expect(tiles).toHaveLength(10);
  expect([columns, rows]).toEqual([10, 1]);
});

test('a long one has a hundred, spread over its length', () => {
  const { tiles, columns, rows } = layout(7200, every(2, 7200));
  expect([tiles.length, columns, rows]).toEqual([100, 10, 10]);
  expect(tiles[50]).toEqual({ keyframe: 1800, fromSeconds: 3600 });
});

test.each([
  ['landscape', 640, 360, 160, 90],
  ['portrait', 360, 640, 90, 160],
  ['a strip', 640, 4, 160, 2],
  ['smaller than a tile', 16, 16, 16, 16],
])('%s tiles', (_name, width, height, tileWidth, tileHeight) => {
  expect(layout(4, [0, 2], width, height)).toMatchObject({ tileWidth, tileHeight });
});

test('cues follow each other without a gap, from zero to the end', () => {
  const vtt = storyboardVtt('sprite.jpg', layout(3_725.5, [0.1, 2.002, 3_724]));
  expect(vtt).toBe(`WEBVTT

00:00:00.000 --> 01:02:04.000
sprite.jpg#xywh=0,0,160,90

01:02:04.000 --> 01:02:05.500
sprite.jpg#xywh=160,0,160,90
`);
});

test('the second row begins at the left', () => {
  expect(storyboardVtt('s.jpg', layout(24, every(2, 24)))).toContain('s.jpg#xywh=0,90,160,90');
});
