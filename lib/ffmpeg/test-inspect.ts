// For tests: what finished films look like to programs that had no part in making them.
import 'server-only';
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, setOptions, types } from 'hls-parser';
import { z } from 'zod';
import type { Binaries } from './binaries.ts';

// Everything the specification forbids is an error.
setOptions({ strictMode: true });

const execute = promisify(execFile);

const seconds = z.coerce.number();
const tags = z.record(z.string(), z.string()).default({});
const reportSchema = z.object({
  format: z.object({ tags }),
  chapters: z.array(z.unknown()),
  streams: z.array(z.object({ index: z.number(), codec_type: z.string(), tags })),
  packets: z.array(
    z.object({
      stream_index: z.number(),
      pts_time: seconds,
      duration_time: seconds.default(0),
      flags: z.string(),
    }),
  ),
});

export type Track = {
  frameCount: number;
  firstSeconds: number;
  endSeconds: number;
  keyframeSeconds: number[];
};

export type Contents = {
  video: Track;
  audio: Track | undefined;
  /** Streams that are neither the picture nor its sound, chapters, and tags a person or camera wrote. */
  extras: string[];
};

/** Tags that say only how an MP4 is built. */
const technicalTags =
  /^(major_brand|minor_version|compatible_brands|encoder|handler_name|language|vendor_id)$/;

/** What is in a file, by its packets. */
export async function contentsOf({ ffprobe }: Binaries, path: string): Promise<Contents> {
  const { stdout } = await execute(
    ffprobe,
    [
      ...['-v', 'error', '-show_format', '-show_chapters', '-show_streams', '-show_packets'],
      ...['-of', 'json', path],
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const { format, chapters, streams, packets } = reportSchema.parse(JSON.parse(stdout));
  const track = (type: string): Track | undefined => {
    const stream = streams.find(({ codec_type }) => codec_type === type);
    if (!stream) return undefined;
    const own = packets
      .filter(({ stream_index }) => stream_index === stream.index)
      .sort((a, b) => a.pts_time - b.pts_time);
    const last = own.at(-1);
    return {
      frameCount: own.length,
      firstSeconds: own[0]?.pts_time ?? Number.NaN,
      endSeconds: last ? last.pts_time + last.duration_time : Number.NaN,
      keyframeSeconds: own.filter(({ flags }) => flags.startsWith('K')).map((one) => one.pts_time),
    };
  };
  const video = track('video');
  if (!video) throw new Error(`${path} has no picture`);
  const audio = track('audio');
  const notes = [format, ...streams].flatMap((part) => Object.keys(part.tags));
  const extras = [
    ...notes.filter((name) => !technicalTags.test(name)),
    ...chapters.map(() => 'chapter'),
    ...streams.slice(audio ? 2 : 1).map(({ codec_type }) => codec_type),
  ];
  return { video, audio, extras };
}

export type PackagedTrack = {
  uri: string;
  durationSeconds: number;
  targetSeconds: number;
  longestSegmentSeconds: number;
  /** From the beginning of the film. */
  segmentSeconds: number[];
  /** Whether the segments follow each other without a gap and fill their file to its end. */
  fillsItsFile: boolean;
};

export type PackagedRung = PackagedTrack & {
  size: string;
  framesPerSecond: number;
  codecs: string;
  bandwidth: number;
  averageBandwidth: number;
};

/** The HLS package in `folder`, through a strict parser. Throws what the parser complains of. */
export async function packageIn(
  folder: string,
): Promise<{ rungs: PackagedRung[]; audio: PackagedTrack | undefined }> {
  const master = await playlist(folder, 'master.m3u8');
  if (!(master instanceof types.MasterPlaylist)) throw new Error('master.m3u8 is no master');
  const rungs = master.variants.map(async (variant) => ({
    ...(await trackIn(folder, variant.uri)),
    size: `${variant.resolution?.width}x${variant.resolution?.height}`,
    framesPerSecond: variant.frameRate ?? Number.NaN,
    codecs: variant.codecs ?? '',
    bandwidth: variant.bandwidth,
    averageBandwidth: variant.averageBandwidth ?? Number.NaN,
  }));
  const sounds = new Set(master.variants.flatMap(({ audio }) => audio.map(({ uri }) => uri)));
  const [sound] = sounds;
  return {
    rungs: await Promise.all(rungs),
    audio: sound ? await trackIn(folder, sound) : undefined,
  };
}

async function trackIn(folder: string, uri: string): Promise<PackagedTrack> {
  const media = await playlist(folder, uri);
  if (!(media instanceof types.MediaPlaylist)) throw new Error(`${uri} is no media playlist`);
  if (!media.endlist || media.playlistType !== 'VOD') throw new Error(`${uri} does not end`);
  const [first] = media.segments;
  const init = first?.map;
  if (!init?.byterange || init.uri !== first?.uri) throw new Error(`${uri} names no init segment`);
  let [at, elapsed, isGapless] = [init.byterange.offset + init.byterange.length, 0, true];
  const segmentSeconds: number[] = [];
  for (const { byterange, duration, uri: file } of media.segments) {
    if (file !== init.uri || byterange.offset !== at) isGapless = false;
    at += byterange.length;
    segmentSeconds.push(elapsed);
    elapsed += duration;
  }
  const { size } = await stat(join(folder, init.uri));
  return {
    uri,
    durationSeconds: elapsed,
    targetSeconds: media.targetDuration,
    longestSegmentSeconds: Math.max(...media.segments.map(({ duration }) => duration)),
    segmentSeconds,
    fillsItsFile: isGapless && at === size,
  };
}

async function playlist(folder: string, name: string) {
  return parse(await readFile(join(folder, name), 'utf8'));
}
