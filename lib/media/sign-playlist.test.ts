import { expect, test } from 'vitest';
import { signPlaylist } from './sign-playlist.ts';

const sign = async (fileName: string) => `https://store.example/${fileName}?signature=1`;

test('segments and init sections are signed, one signature per file', async () => {
  let signatures = 0;
  const playlist = [
    '#EXTM3U',
    '#EXT-X-MAP:URI="v720.mp4",BYTERANGE="800@0"',
    '#EXTINF:4.0,',
    '#EXT-X-BYTERANGE:1000@800',
    'v720.mp4',
    '#EXTINF:4.0,',
    '#EXT-X-BYTERANGE:1000@1800',
    'v720.mp4',
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
  const signed = await signPlaylist(playlist, (fileName) => {
    signatures += 1;
    return sign(fileName);
  });
  expect(signed).toContain(
    '#EXT-X-MAP:URI="https://store.example/v720.mp4?signature=1",BYTERANGE="800@0"',
  );
  expect(signed.match(/^https:\/\/store\.example\/v720\.mp4\?signature=1$/gm)).toHaveLength(2);
  expect(signatures).toBe(1);
});

test('links from the master to other playlists stay as they are, unless told', async () => {
  const master = [
    '#EXTM3U',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",URI="audio.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="audio"',
    'v720.m3u8',
  ].join('\n');
  expect(await signPlaylist(master, sign)).toBe(master);
  const linked = await signPlaylist(master, sign, { withPlaylists: true });
  expect(linked).toContain('URI="https://store.example/audio.m3u8?signature=1"');
  expect(linked).toMatch(/^https:\/\/store\.example\/v720\.m3u8\?signature=1$/m);
});

test('a storyboard keeps its times and regions', async () => {
  const storyboard = 'WEBVTT\n\n00:00.000 --> 00:02.000\nsprite.jpg#xywh=0,0,160,90\n';
  expect(await signPlaylist(storyboard, sign)).toBe(
    'WEBVTT\n\n00:00.000 --> 00:02.000\nhttps://store.example/sprite.jpg?signature=1#xywh=0,0,160,90\n',
  );
});
