import { expect, test } from 'vitest';
import {
  bitratesOf,
  masterPlaylist,
  playlistSeconds,
  readMediaPlaylist,
  videoCodecIn,
  withTargetDuration,
} from './hls-playlists.ts';

const text = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:4
#EXT-X-MAP:URI="720p.mp4",BYTERANGE="817@0"
#EXTINF:4.000000,
#EXT-X-BYTERANGE:400000@817
720p.mp4
#EXTINF:4.000000,
#EXT-X-BYTERANGE:200000@400817
720p.mp4
#EXTINF:0.100000,
#EXT-X-BYTERANGE:50000@600817
720p.mp4
#EXT-X-ENDLIST
`;

test('a media playlist is read to its last segment', () => {
  const playlist = readMediaPlaylist(text);
  expect(playlist.initByteSize).toBe(817);
  expect(playlist.segments.map(({ byteSize }) => byteSize)).toEqual([400000, 200000, 50000]);
  expect(playlistSeconds(playlist)).toBeCloseTo(8.1);
});

test('a target duration of nothing becomes a second, one below a segment that rounds up is raised', () => {
  const short = text
    .replace('TARGETDURATION:4', 'TARGETDURATION:0')
    .replaceAll(':4.000000', ':0.04');
  expect(withTargetDuration(short)).toBe(short.replace('TARGETDURATION:0', 'TARGETDURATION:1'));
  expect(withTargetDuration(text)).toBe(text);
  const longer = text.replace('EXTINF:4.000000', 'EXTINF:4.500000');
  expect(withTargetDuration(longer)).toBe(longer.replace('TARGETDURATION:4', 'TARGETDURATION:5'));
});

test('the peak is that of a real segment, not of the one frame at the end', () => {
  expect(bitratesOf(readMediaPlaylist(text))).toEqual({ peak: 800_000, average: 641_976 });
});

test('a film of one short segment still has a peak', () => {
  const segments = [{ durationSeconds: 0.04, byteSize: 1000 }];
  expect(bitratesOf({ initByteSize: 1, segments })).toEqual({ peak: 200_000, average: 200_000 });
});

test('the codec is what the stream says of itself', () => {
  const init = Buffer.concat([Buffer.from('....avcC'), Buffer.from([1, 0x64, 0x00, 0x28, 0xff])]);
  expect(videoCodecIn(init)).toBe('avc1.640028');
  expect(() => videoCodecIn(Buffer.from('nothing of the kind'))).toThrow('avcC');
});

const variant = {
  ...{ uri: '720p.m3u8', bitrates: { peak: 800, average: 600 }, codec: 'avc1.64001f' },
  ...{ width: 1280, height: 720, framesPerSecond: 30000 / 1001 },
};

test('the master adds the sound to every variant', () => {
  const audio = { uri: 'audio.m3u8', bitrates: { peak: 130, average: 120 }, channels: 2 };
  expect(masterPlaylist([variant], audio)).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=930,AVERAGE-BANDWIDTH=720,RESOLUTION=1280x720,FRAME-RATE=29.970,CODECS="avc1.64001f,mp4a.40.2",AUDIO="audio"
720p.m3u8
`);
});

test('a silent film names no sound', () => {
  expect(masterPlaylist([variant], null)).toContain('CODECS="avc1.64001f"\n720p.m3u8\n');
});
