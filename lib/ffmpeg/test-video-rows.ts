// For tests: every kind of film people send, how it is made here, and what must become of it.
import 'server-only';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Clips } from './test-clips.ts';
import { cornered, film, silentFilm } from './test-films.ts';

export type VideoRow = {
  name: string;
  /** Its ending chooses the container. */
  file: string;
  /** Arguments of the ffmpeg that came with npm, or what makes the file with its help. */
  make: string[] | ((clips: Clips, file: string) => Promise<string>);
  /** What the probe must say of it, in part. */
  is?: object;
  becomes?: Partial<Outcome>;
  /** With builds whose decoder does otherwise; told by the number of frames. */
  orBecomes?: Partial<Outcome>;
};

export type Outcome = {
  /** Of the largest rung. */
  size: string;
  rungs: string[];
  /** Of the picture, to a frame. */
  seconds: number;
  frames: number;
  framesPerSecond: number;
  channels: 0 | 1 | 2;
  /** Whether the stream of the source is the top rung. */
  isKept: boolean;
  keyframeSeconds: number[];
  /** Where the red corner of a `cornered` picture is seen; such a film neither lights up nor beeps. */
  corner: 'top left' | 'top right' | 'bottom right' | 'bottom left';
};

/** What becomes of a row that does not say otherwise: see `film`. */
export const plainOutcome: Outcome = {
  ...{ size: '160x120', rungs: ['120p'], seconds: 1, frames: 25, framesPerSecond: 25, channels: 2 },
  ...{ isKept: false, keyframeSeconds: [0], corner: 'top left' },
};

const ultrafast = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25'];
const h264 = [...ultrafast, '-pix_fmt', 'yuv420p'];
const reordered = [...h264, '-preset', 'superfast', '-bf', '2', '-sc_threshold', '0'];
const notKept = [...ultrafast, '-pix_fmt', 'yuv444p'];
const aac = ['-c:a', 'aac'];
const mpeg4 = ['-c:v', 'mpeg4', '-q:v', '4'];
const mpeg2 = ['-c:v', 'mpeg2video', '-q:v', '4'];
const hevc = (...parameters: string[]) => [
  ...['-c:v', 'libx265', '-preset', 'ultrafast'],
  ...['-x265-params', ['log-level=none', ...parameters].join(':')],
];
const libvpx = (codec: string) => ['-c:v', codec, '-deadline', 'realtime', '-cpu-used', '8'];
const kept = { isKept: true };
const silent = { channels: 0 } as const;

const containers: VideoRow[] = [
  {
    ...{ name: 'MP4, index at the end', file: 'end.mp4', make: [...film(), ...h264, ...aac] },
    ...{ is: { video: { codec: 'h264' }, durationSeconds: 1 }, becomes: kept },
  },
  {
    ...{ name: 'MP4, index first', file: 'first.mp4', becomes: kept },
    make: [...film(), ...reordered, ...aac, '-movflags', '+faststart'],
  },
  {
    ...{ name: 'fragmented MP4', file: 'fragmented.mp4' },
    make: [...film(), ...h264, ...aac, '-movflags', '+frag_keyframe+empty_moov'],
  },
  {
    ...{ name: 'MP4 with MPEG-4 part 2 and MP3', file: 'part2.mp4' },
    ...{ make: [...film(), ...mpeg4, '-c:a', 'libmp3lame'], is: { video: { codec: 'mpeg4' } } },
  },
  {
    ...{ name: 'MP4 with HEVC', file: 'hevc.mp4', is: { video: { codec: 'hevc' } } },
    make: [...film(), ...hevc(), '-pix_fmt', 'yuv420p', '-tag:v', 'hvc1', ...aac],
  },
  {
    ...{ name: 'MP4 with VP9 and Opus', file: 'vp9.mp4', is: { video: { codec: 'vp9' } } },
    make: [...film(), ...libvpx('libvpx-vp9'), '-c:a', 'libopus', '-strict', 'experimental'],
  },
  {
    ...{ name: 'MP4 with AV1', file: 'av1.mp4', is: { video: { codec: 'av1' } } },
    make: [
      ...[...cornered('64x64', 0.2), '-c:v', 'libaom-av1', '-cpu-used', '8', '-crf', '40'],
      ...['-b:v', '0', '-strict', 'experimental'],
    ],
    becomes: { ...silent, size: '64x64', rungs: ['64p'], seconds: 0.2, frames: 5 },
  },
  {
    ...{ name: 'MOV with PCM', file: 'pcm.mov', becomes: kept },
    make: [...film(), ...h264, '-c:a', 'pcm_s16le'],
  },
  {
    ...{ name: 'ProRes', file: 'prores.mov', is: { video: { codec: 'prores' } } },
    make: [...film(), '-c:v', 'prores_ks', '-profile:v', '2', '-c:a', 'pcm_s24le'],
  },
  {
    ...{ name: 'ProRes 4444 with alpha', file: 'prores4.mov' },
    make: [...film(), '-c:v', 'prores_ks', '-profile:v', '4', '-pix_fmt', 'yuva444p10le', ...aac],
  },
  {
    ...{ name: 'DNxHR', file: 'dnxhr.mov', is: { video: { codec: 'dnxhd' } } },
    make: [
      ...[...film({ size: '256x128' }), '-c:v', 'dnxhd', '-profile:v', 'dnxhr_lb'],
      ...['-pix_fmt', 'yuv422p', '-c:a', 'pcm_s16le'],
    ],
    becomes: { size: '256x128', rungs: ['128p'] },
  },
  {
    ...{ name: 'MOV with MJPEG', file: 'mjpeg.mov', is: { video: { codec: 'mjpeg' } } },
    make: [...film(), '-c:v', 'mjpeg', '-q:v', '3', '-c:a', 'pcm_s16be'],
  },
  {
    ...{ name: 'MOV with MPEG-2', file: 'mpeg2.mov', is: { video: { codec: 'mpeg2video' } } },
    make: [...film(), ...mpeg2, '-c:a', 'pcm_s16le'],
  },
  {
    // The decoder of 2018 gives no picture for a frame that did not change: of the dark ones only the first.
    ...{ name: 'MOV with animation RLE', file: 'rle.mov' },
    ...{ becomes: { frames: 16, framesPerSecond: 16 }, orBecomes: {} },
    make: [...film(), '-c:v', 'qtrle', '-c:a', 'pcm_s16be'],
  },
  {
    ...{ name: 'AVI with MPEG-4 and MP3', file: 'part2.avi', is: { container: 'avi' } },
    make: [...film(), ...mpeg4, '-c:a', 'libmp3lame'],
  },
  {
    ...{ name: 'AVI with packed B-frames', file: 'packed.avi' },
    make: [...film(), ...mpeg4, '-bf', '2', '-c:a', 'ac3'],
  },
  {
    ...{ name: 'AVI with MJPEG and PCM', file: 'mjpeg.avi' },
    make: [...film(), '-c:v', 'mjpeg', '-q:v', '3', '-c:a', 'pcm_s16le'],
  },
  { name: 'AVI with H.264', file: 'h264.avi', make: [...film(), ...h264, '-c:a', 'libmp3lame'] },
  {
    ...{ name: 'raw AVI', file: 'raw.avi', is: { video: { codec: 'rawvideo' } } },
    make: [...film(), '-c:v', 'rawvideo', '-pix_fmt', 'bgr24', '-c:a', 'pcm_u8'],
  },
  {
    ...{ name: 'WMV 8', file: 'wmv2.wmv', is: { container: 'asf', video: { codec: 'wmv2' } } },
    make: [...film(), '-c:v', 'wmv2', '-c:a', 'wmav2'],
  },
  { name: 'WMV 7', file: 'wmv1.wmv', make: [...film(), '-c:v', 'wmv1', '-c:a', 'wmav1'] },
  {
    ...{ name: 'FLV with Sorenson', file: 'sorenson.flv', is: { video: { codec: 'flv1' } } },
    make: [...film(), '-c:v', 'flv', '-c:a', 'libmp3lame', '-ar', '44100'],
  },
  {
    ...{ name: 'FLV with H.264', file: 'h264.flv', is: { container: 'flv' } },
    make: [...film(), ...reordered, ...aac],
  },
  {
    ...{ name: 'MKV with Vorbis', file: 'vorbis.mkv', is: { container: 'matroska,webm' } },
    make: [...film(), ...notKept, '-c:a', 'libvorbis'],
  },
  { name: 'MKV with MPEG-2 and AC-3', file: 'ac3.mkv', make: [...film(), ...mpeg2, '-c:a', 'ac3'] },
  {
    ...{ name: 'MKV with HEVC and FLAC', file: 'flac.mkv' },
    make: [...film(), ...hevc(), '-pix_fmt', 'yuv420p', '-c:a', 'flac'],
  },
  {
    ...{ name: 'MKV with Theora', file: 'theora.mkv', is: { video: { codec: 'theora' } } },
    becomes: { frames: 16, framesPerSecond: 16 },
    make: [...film(), '-c:v', 'libtheora', '-c:a', 'libvorbis'],
  },
  {
    ...{ name: 'MKV with FFV1', file: 'ffv1.mkv' },
    make: [...film(), '-c:v', 'ffv1', '-c:a', 'pcm_s24le'],
  },
  {
    ...{ name: 'WebM with VP8 and Vorbis', file: 'vp8.webm', is: { video: { codec: 'vp8' } } },
    make: [...film(), ...libvpx('libvpx'), '-c:a', 'libvorbis'],
  },
  {
    ...{ name: 'WebM with VP9 and Opus', file: 'vp9.webm', is: { video: { codec: 'vp9' } } },
    make: [...film(), ...libvpx('libvpx-vp9'), '-c:a', 'libopus'],
  },
  {
    ...{ name: 'WebM recorded live, without a length', file: 'live.webm' },
    make: [...film(), ...libvpx('libvpx'), '-c:a', 'libopus', '-live', '1'],
    is: { durationSeconds: expect.closeTo(1, 1) },
  },
];

const shapes: VideoRow[] = [
  {
    ...{ name: 'portrait', file: 'portrait.mp4', is: { width: 120, height: 160 } },
    make: [...film({ size: '120x160' }), ...notKept, ...aac],
    becomes: { size: '120x160' },
  },
  turned(0, 'top left'),
  turned(90, 'top right'),
  turned(180, 'bottom right'),
  turned(270, 'bottom left'),
  {
    ...{ name: 'anamorphic PAL', file: 'pal.mp4', is: { sampleAspectRatio: 16 / 11 } },
    make: [...film({ size: '180x144' }), '-vf', 'setsar=16/11', ...h264, ...aac],
    becomes: { size: '262x144', rungs: ['144p'] },
  },
  {
    ...{ name: 'anamorphic and turned', file: 'pal-turned.mp4', is: { rotation: 90 } },
    make: turnedCopy(90, ['-vf', 'setsar=16/11'], '180x144'),
    becomes: { ...silent, size: '144x262', rungs: ['144p'], corner: 'top right' },
  },
  {
    ...{ name: 'odd size', file: 'odd.mp4', is: { width: 161, height: 121 } },
    make: [...film(), '-vf', 'scale=161:121', ...notKept, ...aac],
  },
  {
    ...{ name: 'tiny', file: 'tiny.mp4', make: [...film({ size: '16x16' }), ...notKept, ...aac] },
    becomes: { size: '16x16', rungs: ['16p'] },
  },
  {
    ...{ name: '4K', file: '4k.mp4', is: { width: 3840, height: 2160 } },
    make: [...cornered('3840x2160', 0.08), ...h264],
    becomes: {
      ...{ ...silent, size: '1920x1080', rungs: ['1080p', '720p', '480p', '360p'] },
      ...{ seconds: 0.08, frames: 2 },
    },
  },
  {
    ...{ name: 'kept above an encoded rung', file: 'two.mp4' },
    make: [...film({ size: '640x480', seconds: 2 }), ...reordered, '-g', '20', ...aac],
    becomes: {
      ...{ ...kept, size: '640x480', rungs: ['480p', '360p'], seconds: 2, frames: 50 },
      keyframeSeconds: [0, 0.8, 1.6],
    },
  },
  {
    ...{ name: 'two encoded rungs', file: 'two-encoded.mkv' },
    make: [...film({ size: '564x424', seconds: 3 }), ...notKept, ...aac],
    becomes: {
      ...{ size: '564x424', rungs: ['424p', '360p'], seconds: 3, frames: 75 },
      keyframeSeconds: [0, 2],
    },
  },
];

const colours: VideoRow[] = [
  ...['yuv422p', 'yuv420p10le', 'yuvj420p'].map(
    (pixelFormat): VideoRow => ({
      ...{ name: `H.264 in ${pixelFormat}`, file: `${pixelFormat}.mp4` },
      make: [...film(), ...ultrafast, '-pix_fmt', pixelFormat, ...aac],
      is: { video: { pixelFormat } },
    }),
  ),
  {
    ...{ name: 'H.264 in RGB', file: 'rgb.mp4' },
    make: [...film(), '-c:v', 'libx264rgb', '-preset', 'ultrafast', ...aac],
  },
  {
    ...{ name: 'HEVC with 10 bits', file: 'ten.mkv', is: { hdrTransfer: null } },
    make: [...film(), ...hevc(), '-pix_fmt', 'yuv420p10le', ...aac],
  },
  hdr('PQ', 'smpte2084', 16),
  hdr('HLG', 'arib-std-b67', 18),
];

const times: VideoRow[] = [
  ...['24000/1001', '24', '30000/1001', '30', '50', '60'].map((rate): VideoRow => {
    const [over = 0, under = 1] = rate.split('/').map(Number);
    const framesPerSecond = over / under;
    const frames = Math.ceil(framesPerSecond);
    return {
      ...{ name: `${framesPerSecond.toFixed(3)} frames a second`, file: `${over}-${under}.mp4` },
      make: [...film({ framesPerSecond: rate }), ...notKept, ...aac],
      is: { framesPerSecond: expect.closeTo(framesPerSecond, 1), isVariableFrameRate: false },
      becomes: { framesPerSecond, frames, seconds: frames / framesPerSecond },
    };
  }),
  {
    ...{ name: '120 frames a second', file: '120.mp4', is: { framesPerSecond: 120 } },
    make: [...film({ framesPerSecond: '120' }), ...h264, ...aac],
    becomes: { framesPerSecond: 60, frames: 60 },
  },
  {
    ...{ name: 'uneven frames', file: 'uneven.mp4', is: { isVariableFrameRate: true } },
    make: [
      ...[...film({ seconds: 2 }), '-vf', "select='lte(n,25)+not(mod(n,5))'", '-vsync', 'vfr'],
      ...[...h264, ...aac],
    ],
    becomes: { seconds: 1.84, frames: 30, framesPerSecond: 15 },
  },
  {
    ...{ name: 'interlaced, upper lines first', file: 'tff.mkv', is: { isInterlaced: true } },
    make: [
      ...[...film({ framesPerSecond: '50' }), '-vf', 'tinterlace=interleave_top,fieldorder=tff'],
      ...[...mpeg2, '-flags', '+ildct+ilme', '-top', '1', '-c:a', 'ac3'],
    ],
  },
  {
    ...{ name: 'interlaced H.264, lower lines first', file: 'bff.mov', is: { isInterlaced: true } },
    make: [
      ...[...film({ framesPerSecond: '50' }), '-vf', 'tinterlace=interleave_bottom,fieldorder=bff'],
      ...[...h264, '-flags', '+ildct+ilme', '-x264opts', 'bff=1', ...aac],
    ],
  },
  {
    ...{ name: 'one frame', file: 'one.mp4', becomes: { ...silent, seconds: 0.04, frames: 1 } },
    make: [...cornered('160x120'), '-frames:v', '1', ...notKept],
  },
  {
    ...{ name: 'half a second', file: 'half.mp4', becomes: { seconds: 0.52, frames: 13 } },
    make: [...film({ seconds: 0.52 }), ...notKept, ...aac],
  },
  {
    ...{ name: 'a keyframe only at the beginning', file: 'long.mp4' },
    make: [...film({ seconds: 7, framesPerSecond: '5' }), ...h264, '-g', '1000', ...aac],
    becomes: { seconds: 7, frames: 35, framesPerSecond: 5, keyframeSeconds: [0, 2, 4, 6] },
  },
  {
    ...{ name: 'open groups of pictures', file: 'open.mkv' },
    make: [...silentFilm({ seconds: 2 }), ...reordered, '-x264opts', 'open-gop=1:keyint=15'],
    becomes: { ...silent, seconds: 2, frames: 50 },
  },
  {
    ...{ name: 'a clock that begins at ten seconds', file: 'ten-seconds.mkv' },
    make: [...film(), ...notKept, ...aac, '-output_ts_offset', '10'],
  },
  {
    ...{ name: 'cut by an edit list', file: 'cut.mp4', becomes: { seconds: 1.48, frames: 37 } },
    make: async (clips, file) => {
      const whole = await clips.make(`whole-${file}`, ...film({ seconds: 2 }), ...h264, ...aac);
      return clips.make(file, '-ss', '0.52', '-i', whole, '-c', 'copy');
    },
  },
];

const sounds: VideoRow[] = [
  { name: 'no sound', file: 'no.mp4', make: [...silentFilm(), ...notKept], becomes: silent },
  {
    ...{ name: 'no sound, kept', file: 'no-kept.mp4', make: [...silentFilm(), ...h264] },
    becomes: { ...silent, ...kept },
  },
  {
    ...{ name: 'two sounds, the second the default one', file: 'two-sounds.mkv' },
    make: [
      ...[...film(), '-f', 'lavfi', '-t', '1', '-i', 'anullsrc=r=48000:cl=stereo'],
      ...['-map', '0:v', '-map', '2:a', '-map', '1:a', ...notKept, ...aac],
      ...['-disposition:a:0', '0', '-disposition:a:1', 'default'],
    ],
    is: { audio: [{ index: 2 }, { index: 1 }] },
  },
  {
    ...{ name: '5.1', file: 'surround.mkv', is: { audio: [{ channels: 6, codec: 'ac3' }] } },
    make: [...film({ channels: 6 }), ...notKept, '-c:a', 'ac3'],
  },
  {
    ...{ name: 'mono at 8 kHz', file: 'mono.mov', is: { audio: [{ sampleRate: 8000 }] } },
    make: [...film({ channels: 1 }), ...notKept, '-c:a', 'pcm_mulaw', '-ar', '8000'],
  },
  {
    ...{ name: 'mono AAC, kept', file: 'mono.mp4', becomes: { ...kept, channels: 1 } },
    make: [...film({ channels: 1 }), ...h264, ...aac],
  },
  {
    ...{ name: '5.1 beside a kept picture', file: 'surround.mp4', becomes: kept },
    make: [...film({ channels: 6 }), ...h264, ...aac],
  },
  {
    ...{ name: 'sound longer than the picture', file: 'longer.mp4' },
    make: [...film({ extraSoundSeconds: 0.8 }), ...notKept, ...aac],
  },
  {
    ...{ name: 'sound longer than a kept picture', file: 'longer-kept.mp4', becomes: kept },
    make: [...film({ extraSoundSeconds: 0.8 }), ...h264, ...aac],
  },
  {
    ...{ name: 'sound shorter than the picture', file: 'shorter.mp4' },
    make: [...film({ extraSoundSeconds: -0.4 }), ...notKept, ...aac],
  },
  {
    ...{ name: 'sound that begins late', file: 'late.mkv' },
    make: [...film({ soundStartSeconds: 0.3 }), ...notKept, ...aac],
  },
  {
    ...{ name: 'late sound beside a kept picture', file: 'late-kept.mp4', becomes: kept },
    make: [...film({ soundStartSeconds: 0.3 }), ...h264, ...aac],
  },
  {
    ...{ name: 'sound that begins before the picture', file: 'early.mkv' },
    make: [...film({ soundStartSeconds: -0.3 }), ...notKept, ...aac],
  },
];

const company: VideoRow[] = [
  {
    ...{ name: 'a cover before the film', file: 'cover.mp4' },
    make: async (clips, file) => {
      const alone = await clips.make(`alone-${file}`, ...film(), ...notKept, ...aac);
      const cover = await clips.make('cover.jpg', ...cornered('64x64', 0.04), '-frames:v', '1');
      return clips.make(
        file,
        ...['-i', cover, '-i', alone, '-map', '0', '-map', '1', '-c', 'copy'],
        ...['-disposition:v:0', 'attached_pic'],
      );
    },
  },
  {
    ...{ name: 'subtitles, chapters and a place', file: 'place.mkv' },
    make: async (clips, file) => {
      const subtitles = await clips.write('place.srt', '1\n00:00:00,100 --> 00:00:00,900\nhello\n');
      const chapters =
        ';FFMETADATA1\nlocation=+48.85+002.35/\n[CHAPTER]\nSTART=0\nEND=5\ntitle=a\n';
      const notes = await clips.write('place.txt', chapters);
      return clips.make(
        file,
        ...[...film(), '-i', subtitles, '-i', notes, '-map', '0', '-map', '1', '-map', '2'],
        ...['-map_metadata', '3', ...notKept, ...aac],
      );
    },
  },
  {
    ...{ name: 'another name than its content', file: 'really-webm.mp4' },
    is: { container: 'matroska,webm' },
    make: async (clips, file) => {
      const args = [...film(), ...libvpx('libvpx'), '-c:a', 'libvorbis'];
      const honest = await clips.make('honest.webm', ...args);
      await rename(honest, join(clips.folder, file));
      return join(clips.folder, file);
    },
  },
];

/** Films that must come out right, one row each. */
export const videoRows = [
  ...[...containers, ...shapes, ...colours, ...times, ...sounds, ...company],
];

function turned(angle: number, corner: Outcome['corner']): VideoRow {
  const isUpright = angle % 180 === 0;
  return {
    ...{ name: `turned by ${angle} degrees`, file: `turned-${angle}.mp4` },
    ...{ make: turnedCopy(angle), is: { rotation: angle } },
    becomes: {
      ...{ ...silent, corner, size: isUpright ? '160x120' : '120x160', isKept: angle === 0 },
    },
  };
}

/** The angle is only a note in the file, as a phone writes it. */
function turnedCopy(angle: number, filter: string[] = [], size = '160x120') {
  return async (clips: Clips, file: string) => {
    const flat = await clips.make(`flat-${file}`, ...cornered(size), ...filter, ...h264);
    // This build counts counter-clockwise when it writes the note.
    const note = `rotate=${(360 - angle) % 360}`;
    return clips.make(file, '-i', flat, '-c', 'copy', '-metadata:s:v', note);
  };
}

function hdr(name: string, transfer: string, code: number): VideoRow {
  return {
    ...{ name: `HDR in ${name}`, file: `${transfer}.mkv`, is: { hdrTransfer: transfer } },
    make: [
      ...[...film(), ...hevc(`transfer=${code}`, 'colorprim=9', 'colormatrix=9')],
      ...['-pix_fmt', 'yuv420p10le', '-color_trc', transfer],
      ...['-color_primaries', 'bt2020', '-colorspace', 'bt2020nc', ...aac],
    ],
  };
}
