// What is known about a video file, read from what ffprobe says.
import 'server-only';
import { z } from 'zod';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { maxPixels } from './hostile-input.ts';

export type HdrTransfer = 'smpte2084' | 'arib-std-b67';

export type AudioFacts = {
  index: number;
  codec: string;
  profile: string | null;
  channels: number;
  sampleRate: number;
  startSeconds: number;
};

export type VideoFacts = {
  /** ffprobe's name of the container: `mov,mp4,m4a,3gp,3g2,mj2`, `matroska,webm`, `avi`… */
  container: string;
  durationSeconds: number;
  /** Of the picture as it is shown: after sample aspect ratio and rotation. */
  width: number;
  height: number;
  /** Degrees to turn the stored picture, as the file says: 0, 90, 180 or 270. */
  rotation: number;
  sampleAspectRatio: number;
  framesPerSecond: number;
  isVariableFrameRate: boolean;
  isInterlaced: boolean;
  hdrTransfer: HdrTransfer | null;
  /** Bits per second of the whole file. */
  bitrate: number | null;
  video: {
    index: number;
    codec: string;
    profile: string | null;
    /** As H.264 writes it: 41 is level 4.1. */
    level: number | null;
    pixelFormat: string | null;
    startSeconds: number;
    /** Null where the container does not say it for the stream alone. */
    durationSeconds: number | null;
  };
  /** The default stream first. */
  audio: AudioFacts[];
  /** Only of a video whose stream is kept as it is: see `copy-rule.ts`. */
  packets: PacketFacts | null;
};

/** What the packets of a video stream say, without decoding any. */
export type PacketFacts = {
  /** Presentation times of the keyframes, in order. */
  keyframeSeconds: number[];
  endSeconds: number;
  /** Whether all frames last about equally long. */
  isSteady: boolean;
  /** Whether no packet is damaged or to be dropped, and none needs another group of pictures. */
  isClean: boolean;
};

const numeric = z.coerce.number().finite().optional().catch(undefined);
const word = z.string().optional();

const streamSchema = z.object({
  index: z.number().int(),
  codec_type: word,
  codec_name: word,
  profile: word,
  level: numeric,
  pix_fmt: word,
  width: numeric,
  height: numeric,
  sample_aspect_ratio: word,
  field_order: word,
  color_transfer: word,
  r_frame_rate: word,
  avg_frame_rate: word,
  start_time: numeric,
  duration: numeric,
  nb_frames: numeric,
  channels: numeric,
  sample_rate: numeric,
  disposition: z.object({ default: numeric, attached_pic: numeric }).partial().optional(),
  tags: z.object({ rotate: numeric }).partial().optional(),
  side_data_list: z.array(z.object({ rotation: numeric }).partial()).optional(),
});
type Stream = z.output<typeof streamSchema>;

const reportSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z
    .object({ format_name: word, start_time: numeric, duration: numeric, bit_rate: numeric })
    .partial()
    .default({}),
});

type Format = z.output<typeof reportSchema>['format'];

/**
 * The facts in ffprobe's JSON report (`-show_format -show_streams`). The duration is 0 when the
 * container does not say it. Throws `MediaFailure`: no video stream, unknown codec, too many pixels.
 */
export function factsInReport(report: unknown): VideoFacts {
  const { streams, format } = reportSchema.parse(report);
  const video = streams.find((stream) => stream.codec_type === 'video' && !isPicture(stream));
  if (!video) throw new MediaFailure('no_video_stream', 'There is no video in this file.');
  if (!video.codec_name || video.codec_name === 'unknown') {
    throw new MediaFailure('unsupported_codec', 'The codec of the video is not known.');
  }
  const { width = 0, height = 0 } = video;
  if (width <= 0 || height <= 0) {
    throw new MediaFailure('corrupt_file', 'The video does not say how large its picture is.');
  }
  if (width * height > maxPixels) {
    throw new MediaFailure('too_many_pixels', `${width}×${height} is more than we decode.`);
  }
  const rotation = rotationOf(video);
  const sampleAspectRatio = ratio(video.sample_aspect_ratio, ':') ?? 1;
  const shown = { width: Math.round(width * sampleAspectRatio), height };
  const isTurned = rotation % 180 === 90;
  const average = ratio(video.avg_frame_rate, '/');
  const base = ratio(video.r_frame_rate, '/');
  return {
    container: format.format_name ?? '',
    durationSeconds: Math.min(durationOf(format, video), indexedSeconds(format, streams)),
    width: isTurned ? shown.height : shown.width,
    height: isTurned ? shown.width : shown.height,
    rotation,
    sampleAspectRatio,
    framesPerSecond: average ?? base ?? 25,
    isVariableFrameRate: !average || !base || Math.abs(base / average - 1) > 0.01,
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(video.field_order ?? ''),
    hdrTransfer: hdrTransferOf(video),
    bitrate: format.bit_rate ?? null,
    video: {
      index: video.index,
      codec: video.codec_name,
      profile: video.profile ?? null,
      level: video.level ?? null,
      pixelFormat: video.pix_fmt ?? null,
      startSeconds: video.start_time ?? 0,
      durationSeconds: video.duration ?? null,
    },
    audio: streams
      .filter(isAudible)
      .sort((a, b) => (b.disposition?.default ?? 0) - (a.disposition?.default ?? 0))
      .map(audioFacts),
    packets: null,
  };
}

/**
 * Matroska's duration reaches to the end of the clock, which need not begin at zero. For an AVI that
 * breaks off ffprobe tells how long the rest is; its header still counts all frames.
 */
function durationOf(format: Format, video: Stream): number {
  const seconds = Math.max(0, format.duration ?? video.duration ?? 0);
  const start = Math.max(0, format.start_time ?? 0);
  if (format.format_name?.startsWith('matroska') && start < seconds) return seconds - start;
  if (format.format_name !== 'avi') return seconds;
  const rate = ratio(video.avg_frame_rate, '/') ?? Number.POSITIVE_INFINITY;
  return Math.max(seconds, (video.nb_frames ?? 0) / rate);
}

/** Where the last frame of an MP4 ends by the index of each; ffprobe 5 believes the header before it. */
function indexedSeconds(format: Format, streams: Stream[]): number {
  if (!format.format_name?.startsWith('mov')) return Number.POSITIVE_INFINITY;
  const played = streams.filter((stream) => stream.codec_type === 'video' || isAudible(stream));
  const ends = played
    .filter((stream) => !isPicture(stream))
    .map(({ start_time = 0, duration }) => start_time + (duration || Number.POSITIVE_INFINITY));
  return Math.max(...ends);
}

/** Cover art is a video stream too, of one picture. */
function isPicture(stream: Stream): boolean {
  return stream.disposition?.attached_pic === 1;
}

/** An audio stream whose decoder ffprobe found: without channels there is nothing to hear. */
function isAudible(stream: Stream): boolean {
  return stream.codec_type === 'audio' && Boolean(stream.codec_name) && Boolean(stream.channels);
}

function audioFacts(stream: Stream): AudioFacts {
  return {
    index: stream.index,
    codec: stream.codec_name ?? '',
    profile: stream.profile ?? null,
    channels: stream.channels ?? 0,
    sampleRate: stream.sample_rate ?? 0,
    startSeconds: stream.start_time ?? 0,
  };
}

/** The display matrix counts counter-clockwise, the older `rotate` tag clockwise; quarter turns only. */
function rotationOf(stream: Stream): number {
  const matrix = stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation;
  const clockwise = matrix === undefined ? (stream.tags?.rotate ?? 0) : -matrix;
  const quarters = Math.round(clockwise / 90);
  return (((quarters % 4) + 4) % 4) * 90;
}

function hdrTransferOf({ color_transfer: transfer }: Stream): HdrTransfer | null {
  return transfer === 'smpte2084' || transfer === 'arib-std-b67' ? transfer : null;
}

/** `30000/1001`, `4:3`; undefined for the `0/0` and `0:1` that mean unknown. */
function ratio(text: string | undefined, separator: string): number | undefined {
  const [over = Number.NaN, under = Number.NaN] = (text ?? '').split(separator).map(Number);
  const value = over / under;
  return value > 0 && Number.isFinite(value) ? value : undefined;
}
