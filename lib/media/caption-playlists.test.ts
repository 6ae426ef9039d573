import { parse, setOptions, types } from 'hls-parser';
import { expect, test } from 'vitest';
import { masterPlaylist } from '#lib/ffmpeg/hls-playlists.ts';
import { captionNamed, captionPlaylist, withSubtitles } from './caption-playlists.ts';

setOptions({ strictMode: true });

const rung = (height: number) => ({
  ...{ uri: `${height}p.m3u8`, bitrates: { peak: 800, average: 600 }, codec: 'avc1.64001f' },
  ...{ width: 1280, height, framesPerSecond: 25 },
});
const audio = { uri: 'audio.m3u8', bitrates: { peak: 130, average: 120 }, channels: 2 };
const master = masterPlaylist([rung(720), rung(360)], audio);

const captions = [
  { id: 'a', language: 'fr', label: 'Français', kind: 'subtitles', isDefault: true } as const,
  { id: 'b', language: 'fr', label: 'Français (CC)', kind: 'captions', isDefault: false } as const,
];

test('a strict parser finds every caption in every variant', () => {
  const playlist = parse(withSubtitles(master, captions));
  if (!(playlist instanceof types.MasterPlaylist)) throw new Error('not a master playlist');
  expect(playlist.variants).toHaveLength(2);
  for (const { subtitles, audio } of playlist.variants) {
    expect(audio).toHaveLength(1);
    expect(subtitles).toMatchObject([
      { ...{ name: 'Français', language: 'fr', isDefault: true }, uri: 'captions-a.m3u8' },
      {
        ...{ name: 'Français (CC)', language: 'fr', isDefault: false, autoselect: true },
        ...{ uri: 'captions-b.m3u8', forced: false },
        characteristics: expect.stringContaining('describes-music-and-sound'),
      },
    ]);
  }
});

test('a film without captions keeps its master as it is', () => {
  expect(withSubtitles(master, [])).toBe(master);
});

test.each([
  [62.48, 62],
  [62.5, 63],
  [0.04, 1],
  [0, 1],
])('a playlist of %d seconds has a target of %d', (durationSeconds, target) => {
  const playlist = parse(captionPlaylist('https://store.example/a.vtt?x=1&y=2', durationSeconds));
  if (!(playlist instanceof types.MediaPlaylist)) throw new Error('not a media playlist');
  expect(playlist).toMatchObject({ targetDuration: target, endlist: true, playlistType: 'VOD' });
  expect(playlist.segments).toHaveLength(1);
  expect(playlist.segments[0]?.uri).toBe('https://store.example/a.vtt?x=1&y=2');
  expect(playlist.segments[0]?.duration).toBeCloseTo(Math.max(durationSeconds, 0.001), 3);
});

test('a playlist is found by its name, and nothing by another one', () => {
  expect(captionNamed('captions-b.m3u8', captions)?.id).toBe('b');
  expect(captionNamed('master.m3u8', captions)).toBeUndefined();
});
