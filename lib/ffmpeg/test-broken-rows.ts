// For tests: whole films and sounds in every container, and what can happen to their bytes.
import 'server-only';
import { noise } from '#lib/testing/noise.ts';
import { encodeAgain, picture, playable, tone } from './test-clips.ts';

/** As long as every film and sound in the rows, but for a frame. */
export const wholeSeconds = 4;

export type BrokenRow = {
  name: string;
  file: string;
  /** Arguments of the ffmpeg that came with npm. */
  make: string[];
  /** Where another program would have written other bytes. */
  change?: (whole: Buffer) => Buffer;
  /** The format has no place for a length, nor for an end: what is there is all there is. */
  saysNoLength?: boolean;
  /** What it takes for sound that was meant. */
  bears?: string;
};

export type Damage = {
  name: string;
  does: (whole: Buffer) => Buffer;
  /** Whether a part of the film is gone for good, at its end. */
  losesEnd?: boolean;
};

const at = (whole: Buffer, share: number) => Math.floor(whole.length * share);

const withZeros = 'with zeros from the middle on';

export const damages: Damage[] = [
  { name: 'cut in half', losesEnd: true, does: (whole) => whole.subarray(0, at(whole, 0.5)) },
  { name: 'cut at 90 %', losesEnd: true, does: (whole) => whole.subarray(0, at(whole, 0.9)) },
  {
    // A copy that was interrupted: the room was set aside, and never filled.
    ...{ name: withZeros, losesEnd: true },
    does: (whole) => Buffer.from(whole).fill(0, at(whole, 0.5)),
  },
  {
    name: 'rotten in the middle',
    does: (whole) => {
      const bytes = Buffer.from(whole);
      noise(at(whole, 0.02)).copy(bytes, at(whole, 0.5));
      return bytes;
    },
  },
  {
    name: 'with a few wrong bits everywhere',
    does: (whole) => {
      const bytes = Buffer.from(whole);
      // Behind the headers: a wrong bit there may change anything.
      for (let share = 0.1; share < 0.9; share += 0.01) {
        const place = at(whole, share);
        bytes.writeUInt8(bytes.readUInt8(place) ^ 4, place);
      }
      return bytes;
    },
  },
];

const film = [...picture('160x120', wholeSeconds), ...tone(wholeSeconds)];
const aac = ['-c:a', 'aac'];
const mpeg4 = ['-c:v', 'mpeg4', '-q:v', '4', '-c:a', 'libmp3lame'];
const indexFirst = ['-movflags', '+faststart'];
const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libvorbis'];

export const brokenFilms: BrokenRow[] = [
  {
    ...{ name: 'MP4 that is kept', file: 'kept.mp4' },
    make: [...film, ...playable, ...aac, ...indexFirst],
  },
  {
    ...{ name: 'MP4, index first', file: 'first.mp4' },
    make: [...film, ...encodeAgain, ...aac, ...indexFirst],
  },
  { name: 'MP4, index at the end', file: 'end.mp4', make: [...film, ...encodeAgain, ...aac] },
  {
    ...{ name: 'fragmented MP4', file: 'fragmented.mp4', saysNoLength: true },
    make: [...film, ...encodeAgain, '-g', '25', ...aac, '-movflags', '+frag_keyframe+empty_moov'],
  },
  {
    ...{ name: 'MOV', file: 'mjpeg.mov' },
    make: [...film, '-c:v', 'mjpeg', '-c:a', 'pcm_s16be', ...indexFirst],
  },
  { name: 'AVI', file: 'part2.avi', make: [...film, ...mpeg4] },
  {
    ...{ name: 'AVI without an index', file: 'no-index.avi', make: [...film, ...mpeg4] },
    change(whole) {
      const bytes = Buffer.from(whole);
      bytes.write('JUNK', bytes.lastIndexOf('idx1'), 'latin1');
      return bytes;
    },
  },
  { name: 'WMV', file: 'wmv2.wmv', make: [...film, '-c:v', 'wmv2', '-c:a', 'wmav2'] },
  {
    ...{ name: 'FLV with Sorenson', file: 'sorenson.flv' },
    make: [...film, '-c:v', 'flv', '-c:a', 'libmp3lame', '-ar', '44100'],
  },
  { name: 'FLV with H.264', file: 'h264.flv', make: [...film, ...playable, ...aac] },
  { name: 'MKV', file: 'h264.mkv', make: [...film, ...encodeAgain, '-c:a', 'libvorbis'] },
  { name: 'WebM', file: 'vp8.webm', make: [...film, ...vp8] },
  {
    ...{ name: 'WebM recorded live', file: 'live.webm', saysNoLength: true },
    make: [...film, ...vp8, '-live', '1'],
  },
];

const sound = tone(wholeSeconds);
const lame = ['-c:a', 'libmp3lame'];

export const brokenSounds: BrokenRow[] = [
  { name: 'MP3', file: 'steady.mp3', make: [...sound, ...lame, '-b:a', '128k'] },
  { name: 'MP3, variable', file: 'variable.mp3', make: [...sound, ...lame, '-q:a', '4'] },
  {
    ...{ name: 'MP3 without a count of its frames', file: 'bare.mp3', saysNoLength: true },
    make: [...sound, ...lame, '-write_xing', '0'],
  },
  { name: 'WAV', file: 'plain.wav', make: sound, bears: withZeros },
  { name: 'Ogg Vorbis', file: 'vorbis.ogg', make: [...sound, '-c:a', 'libvorbis'] },
  { name: 'Ogg Opus', file: 'opus.opus', make: [...sound, '-c:a', 'libopus'] },
  { name: 'AAC', file: 'plain.aac', make: [...sound, ...aac] },
  { name: 'M4A, index first', file: 'first.m4a', make: [...sound, ...aac, ...indexFirst] },
  { name: 'M4A, index at the end', file: 'end.m4a', make: [...sound, ...aac] },
];
