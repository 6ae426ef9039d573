// For tests: files that are broken, lie, or want to make the server read what it must not.
import 'server-only';
import { readFile } from 'node:fs/promises';
import { noise } from '#lib/testing/noise.ts';
import type { Clips } from './test-clips.ts';
import { cornered, film, silentFilm } from './test-films.ts';

/** What a playlist may try to reach. */
export type Baits = { secretPath: string; url: string };

export type HostileRow = {
  name: string;
  file: string;
  content: (clips: Clips, baits: Baits) => Promise<Uint8Array | string> | Uint8Array | string;
  /** How it may end; `made` when outputs are allowed. */
  ends: readonly string[];
  /** The most frames the MP4 may have when it is made. */
  maxFrames?: number;
};

const corrupt = ['corrupt_file'];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25'];
const twoSeconds = [...film({ seconds: 2 }), ...h264, '-c:a', 'aac'];

/** Text formats that point at something else, each by a function of what they point at. */
export const pointers: Record<string, (target: string) => string> = {
  'HLS playlist': (target) =>
    `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${target}\n#EXT-X-ENDLIST\n`,
  'HLS master': (target) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${target}\n`,
  // A bare name beside it: anything else it refuses by itself.
  ffconcat: (target) => `ffconcat version 1.0\nfile '${target.replace(/^(file:\/)?\/.*\//, '')}'\n`,
  DASH: (target) =>
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" ' +
    'mediaPresentationDuration="PT1S"><Period><AdaptationSet mimeType="video/mp4">' +
    `<Representation id="1" bandwidth="1"><BaseURL>${target}</BaseURL></Representation>` +
    '</AdaptationSet></Period></MPD>',
  SDP: (target) =>
    `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\na=control:${target}\n` +
    'm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n',
  SVG: (target) =>
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' +
    `width="64" height="64"><image width="64" height="64" xlink:href="${target}"/></svg>`,
  'M3U list': (target) => `${target}\n`,
  'ASX list': (target) => `<asx version="3.0"><entry><ref href="${target}"/></entry></asx>`,
};

/** Each pointer, at a file by its path and by its URL, and at an address. */
export function pointerRows(extension: string): HostileRow[] {
  const targets: Record<string, (baits: Baits) => string> = {
    'a path': ({ secretPath }) => secretPath,
    'a file URL': ({ secretPath }) => `file://${secretPath}`,
    'an address': ({ url }) => `${url}/film.mp4`,
  };
  return Object.entries(pointers).flatMap(([name, text]) =>
    Object.entries(targets).map(([kind, target]) => ({
      name: `${name} to ${kind}, named .${extension}`,
      file: `${name} to ${kind}.${extension}`.replaceAll(' ', '-'),
      content: (_clips: Clips, baits: Baits) => text(target(baits)),
      ends: corrupt,
    })),
  );
}

const notFilms: HostileRow[] = [
  { name: 'nothing', file: 'empty.mp4', content: () => '', ends: corrupt },
  { name: 'zeros', file: 'zeros.mp4', content: () => Buffer.alloc(100_000), ends: corrupt },
  {
    name: 'a text',
    file: 'text.mp4',
    content: () => 'no film at all\n'.repeat(500),
    ends: corrupt,
  },
  { name: 'noise', file: 'noise.mkv', content: () => noise(100_000), ends: corrupt },
  {
    ...{ name: 'noise behind the first box of an MP4', file: 'noise.mp4', ends: corrupt },
    content: () => Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isom')), noise(50_000)]),
  },
  {
    ...{ name: 'a zip', file: 'zip.mp4', ends: corrupt },
    content: () => Buffer.concat([Buffer.from('504b0304140000000000', 'hex'), noise(1000)]),
  },
  { name: 'a PDF', file: 'pdf.mov', content: () => '%PDF-1.7\n%%EOF\n', ends: corrupt },
  {
    ...{ name: 'a JPEG', file: 'jpeg.mp4', ends: corrupt },
    content: (clips) => bytesOf(clips, 'still.jpg', ...cornered('64x64', 0.04), '-frames:v', '1'),
  },
  {
    ...{ name: 'a GIF', file: 'gif.webm', ends: corrupt },
    content: (clips) => bytesOf(clips, 'moving.gif', ...cornered('64x64', 0.2)),
  },
  {
    ...{ name: 'an MP3', file: 'mp3.mp4', ends: corrupt },
    content: (clips) => bytesOf(clips, 'song.mp3', ...film(), '-vn'),
  },
  {
    ...{ name: 'sound alone in an MP4', file: 'sound.mp4', ends: ['no_video_stream'] },
    content: (clips) => bytesOf(clips, 'sound-alone.mp4', ...film(), '-vn', '-c:a', 'aac'),
  },
  {
    ...{ name: 'a song with its cover', file: 'song.mp4', ends: ['no_video_stream'] },
    content: async (clips) => {
      const song = await clips.make('song-alone.m4a', ...film(), '-vn', '-c:a', 'aac');
      const cover = await clips.make('song.jpg', ...cornered('64x64', 0.04), '-frames:v', '1');
      const both = ['-i', song, '-i', cover, '-map', '0', '-map', '1', '-c', 'copy'];
      return bytesOf(clips, 'song-cover.mp4', ...both, '-disposition:v', 'attached_pic');
    },
  },
  {
    ...{ name: 'boxes in boxes in boxes', file: 'nested.mp4', ends: ['no_video_stream'] },
    content: () => nested(20_000),
  },
];

/** Films that merely break off or rotted have a table of their own: `test-broken-rows.ts`. */
const broken: HostileRow[] = [
  {
    ...{ name: 'the beginning of a fragmented MP4, without a frame', file: 'frameless.mp4' },
    ...{ ends: corrupt },
    content: async (clips) => {
      const fragmented = [...twoSeconds, '-movflags', '+frag_keyframe+empty_moov'];
      const bytes = await bytesOf(clips, 'fragmented.mp4', ...fragmented);
      return bytes.subarray(0, bytes.indexOf('moof') - 4);
    },
  },
  {
    ...{ name: 'a codec nobody knows', file: 'codec.mp4', ends: ['unsupported_codec'] },
    content: async (clips) => {
      const bytes = await bytesOf(clips, 'known.mp4', ...silentFilm(), ...h264);
      bytes.write('zzz1', bytes.indexOf('avc1', bytes.indexOf('stsd')), 'latin1');
      return bytes;
    },
  },
];

const liars: HostileRow[] = [
  {
    // The table of its frames says otherwise, and is believed.
    ...{ name: 'an MP4 that says it lasts an hour', file: 'hour.mp4', ends: ['made'] },
    maxFrames: 25,
    content: async (clips) => {
      const bytes = await bytesOf(clips, 'second.mp4', ...silentFilm(), ...h264);
      const scale = bytes.readUInt32BE(bytes.indexOf('mvhd') + 16);
      bytes.writeUInt32BE(3600 * scale, bytes.indexOf('mvhd') + 20);
      bytes.writeUInt32BE(3600 * scale, bytes.indexOf('tkhd') + 24);
      const media = bytes.indexOf('mdhd');
      bytes.writeUInt32BE(3600 * bytes.readUInt32BE(media + 16), media + 20);
      return bytes;
    },
  },
  {
    ...{ name: 'an MKV that says it lasts a year', file: 'year.mkv', ends: corrupt },
    content: async (clips) => {
      const bytes = await bytesOf(clips, 'second.mkv', ...silentFilm(), ...h264);
      // EBML: the element Duration (0x4489), eight bytes long, in milliseconds.
      bytes.writeDoubleBE(365 * 86_400_000, bytes.indexOf(Buffer.from([0x44, 0x89, 0x88])) + 3);
      return bytes;
    },
  },
  {
    ...{ name: 'one frame a day later', file: 'day.mkv', ends: ['made', 'corrupt_file'] },
    maxFrames: 3,
    content: (clips) => {
      const late = "setpts='if(eq(N,2),86400,N/25)/TB'";
      const frames = [...silentFilm(), '-vf', late, '-vsync', 'passthrough', '-frames:v', '3'];
      return bytesOf(clips, 'late-frame.mkv', ...frames, '-c:v', 'mpeg4');
    },
  },
  {
    ...{ name: 'a pixel bomb of PNG', file: 'bomb.mov', ends: ['too_many_pixels'] },
    content: (clips) => bytesOf(clips, 'large.mov', ...cornered('7000x6000', 0.04), '-c:v', 'png'),
  },
  {
    ...{ name: 'JPEG frames of absurd size', file: 'absurd.mov' },
    ends: ['too_many_pixels', 'corrupt_file'],
    content: async (clips) => {
      const bytes = await bytesOf(clips, 'jpegs.mov', ...cornered('64x64', 0.2), '-c:v', 'mjpeg');
      // Every frame header (SOF0): marker, length, precision, height, width.
      const header = Buffer.from([0xff, 0xc0, 0, 17, 8]);
      for (let at = bytes.indexOf(header); at >= 0; at = bytes.indexOf(header, at + 1)) {
        bytes.writeUInt32BE(0xffdc_ffdc, at + 5);
      }
      return bytes;
    },
  },
  {
    ...{ name: 'raw frames of absurd size', file: 'absurd.avi' },
    ends: ['too_many_pixels', 'corrupt_file'],
    content: async (clips) => {
      const raw = ['-c:v', 'rawvideo', '-pix_fmt', 'bgr24'];
      const bytes = await bytesOf(clips, 'raw.avi', ...cornered('64x64', 0.2), ...raw);
      const header = bytes.indexOf('strf') + 8;
      bytes.writeInt32LE(60_000, header + 4);
      bytes.writeInt32LE(60_000, header + 8);
      return bytes;
    },
  },
];

/** Everything that is not a film, or not a whole and honest one. */
export const hostileRows = [...notFilms, ...broken, ...liars, ...pointerRows('mp4')];

async function bytesOf(clips: Clips, file: string, ...args: string[]): Promise<Buffer> {
  return readFile(await clips.make(file, ...args));
}

function box(type: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + content.byteLength, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, content]);
}

function nested(depth: number): Buffer {
  const headers = Array.from({ length: depth }, (_, i) => {
    const header = Buffer.alloc(8);
    header.writeUInt32BE(8 * (depth - i), 0);
    header.write(i === 0 ? 'moov' : 'trak', 4, 'latin1');
    return header;
  });
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isom')), ...headers]);
}
