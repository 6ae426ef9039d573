import { expect, test } from 'vitest';
import { playsEarly } from './plays-early.ts';

type Watchable = Parameters<typeof playsEarly>[0];

const examined: Watchable = {
  ...{ type: 'video', status: 'processing', metadata: { playsAsIs: true } },
  urls: { original: '/api/media/m1/files/original' },
};
const { original } = examined.urls;
const growing = '/api/media/m1/hls/1/early.m3u8';

test('a film that browsers play is watched as soon as it was examined', () => {
  expect(playsEarly(examined)).toBe('original');
});

test('any other is watched in its smallest version while that is being made', () => {
  expect(playsEarly({ ...examined, urls: { hls: growing } })).toBe('rung');
  expect(playsEarly({ ...examined, metadata: {}, urls: { original, hls: growing } })).toBe('rung');
});

test.each<[string, Watchable]>([
  ['nobody looked at it yet', { ...examined, metadata: {} }],
  ['browsers do not play it', { ...examined, metadata: { playsAsIs: false } }],
  ['its facts say something else', { ...examined, metadata: { playsAsIs: 'yes' } }],
  ['it is not there yet', { ...examined, status: 'uploading', urls: {} }],
  ['the viewer may not read it', { ...examined, urls: {} }],
  ['it is ready', { ...examined, status: 'ready' }],
  ['it failed', { ...examined, status: 'failed' }],
  ['an earlier run made a stream', { ...examined, urls: { original, hls: '/hls' } }],
  ['an earlier run made an MP4', { ...examined, urls: { original, mp4: '/mp4' } }],
  ['it failed half-way', { ...examined, status: 'failed', urls: { original, hls: growing } }],
  ['it is a sound', { ...examined, type: 'audio' }],
])('nothing is played early when %s', (_, media) => {
  expect(playsEarly(media)).toBeNull();
});
