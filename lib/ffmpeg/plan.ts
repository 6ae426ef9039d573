// Facts about a video become ffmpeg jobs: every flag and its reason stand here.
import 'server-only';
import { join } from 'node:path';
import type { Capabilities } from './binaries.ts';
import { keepsAudio, keepsStream } from './copy-rule.ts';
import { growingPath } from './first-rung.ts';
import { untrustedVideoInput } from './hostile-input.ts';
import type { FfmpegJob, FfmpegOutput } from './job.ts';
import { cascadeGraph, pictureFilters } from './picture-filters.ts';
import { type RungSize, rungLimits, rungSizes } from './rungs.ts';
import type { VideoFacts } from './video-facts.ts';

/** How an installation wants its videos encoded. */
export type VideoProfile = {
  preset: 'ultrafast' | 'superfast' | 'veryfast' | 'faster' | 'fast' | 'medium' | 'slow';
  crf: number;
};

export type PlanInput = {
  facts: VideoFacts;
  profile: VideoProfile;
  capabilities: Capabilities;
  /** The local file to read. */
  source: string;
  /** The folder to write into. */
  folder: string;
};

export type PlannedRung = RungSize & {
  /** The file in the folder. */
  fileName: string;
  /** Whether the video stream is the source's own. */
  isCopy: boolean;
};

/** What a ladder is planned from. */
export type LadderInput = PlanInput & {
  /** The folder in which its smallest size grows as a stream while it is encoded. */
  growsIn?: string | undefined;
  /** The sound is encoded apart, but for that of the stream that grows. */
  isSilent?: boolean;
};

export type LadderPlan = { job: FfmpegJob; rungs: PlannedRung[] };

/** Keyframes this far apart let a player begin and switch within two seconds. */
const keyframeSeconds = 2;

/**
 * One process that decodes once and writes every rung as an MP4, largest first. The first carries the
 * sound and is both the MP4 rendition and the top HLS rung; the others are silent.
 */
export function planLadder(input: LadderInput): LadderPlan {
  const { facts, capabilities, source, folder, growsIn, isSilent = false } = input;
  const isTopKept = keepsStream(facts);
  const rungs = rungSizes(facts).map((size, i) => ({
    ...size,
    fileName: `${size.name}.mp4`,
    isCopy: isTopKept && i === 0,
  }));
  const encoded = rungs.filter((rung) => !rung.isCopy);
  const outputs = rungs.map((rung, i): FfmpegOutput => {
    const graphOutput = encoded.indexOf(rung);
    const path = join(folder, rung.fileName);
    const isTop = i === 0;
    const picture = rung.isCopy
      ? ['-map', `0:${facts.video.index}`, '-c:v', 'copy']
      : ['-map', `[v${graphOutput}]`, ...encodeOptions(rung, input)];
    if (growsIn && !rung.isCopy && i === rungs.length - 1) {
      return growingOutput({ path, hasSound: isTop && !isSilent, picture }, growsIn, facts);
    }
    const sound = isSilent ? [] : audioOptions(facts);
    const delivered = isTop ? [...sound, ...deliveredFile] : [];
    return { path, options: [...picture, ...delivered, ...cleanMp4] };
  });
  const job: FfmpegJob = {
    inputs: [{ options: untrustedVideoInput, path: source }],
    graph: cascadeGraph(facts, capabilities, encoded),
    outputs,
  };
  return { job, rungs };
}

/** The smallest rung, encoded once for its MP4 and for a stream that can be watched meanwhile. */
function growingOutput(
  { path, hasSound, picture }: { path: string; hasSound: boolean; picture: string[] },
  growsIn: string,
  facts: VideoFacts,
): FfmpegOutput {
  const mp4 = {
    path,
    // The stream needs a sound of its own, which the MP4 of a lower rung goes without.
    options: hasSound ? ['movflags=+faststart'] : ['select=v'],
  };
  return {
    path: growingPath(mp4, growsIn),
    options: [
      ...[...picture, ...audioOptions(facts), ...patientQueue, ...clean],
      // What the MP4 muxer asks its encoders for, the tee muxer does not.
      ...['-flags', '+global_header'],
      // Frames that are decoded before time zero: both muxers know what to do with them.
      ...['-avoid_negative_ts', 'disabled', '-f', 'tee'],
    ],
  };
}

/** The picture at `atSeconds` as a JPEG of the size of the top rung. */
export function planPoster(
  { facts, capabilities, source }: Omit<PlanInput, 'folder' | 'profile'>,
  atSeconds: number,
  path: string,
): FfmpegJob {
  const [top] = rungSizes(facts);
  const filters = top ? pictureFilters(facts, capabilities, top) : [];
  return {
    // Before the input: jump to the keyframe before it instead of decoding everything up to it.
    inputs: [{ options: ['-ss', atSeconds.toFixed(3), ...untrustedVideoInput], path: source }],
    outputs: [
      {
        path,
        options: [
          ...['-map', `0:${facts.video.index}`, '-frames:v', '1'],
          // JPEG is full range; without the `j` the blacks come out grey.
          ...['-vf', [...filters, 'format=yuvj420p'].join(',')],
          // 2 is best, 31 worst: at 3 a 1080p poster has about 200 kB and no visible blocks.
          ...['-q:v', '3', '-map_metadata', '-1', '-f', 'mjpeg'],
        ],
      },
    ],
  };
}

/** Where the poster is taken: at one second, or in the middle of anything shorter than two. */
export function posterSeconds(facts: VideoFacts): number {
  return Math.min(1, facts.durationSeconds / 2);
}

function encodeOptions(
  rung: RungSize,
  { facts, profile, capabilities }: Pick<PlanInput, 'facts' | 'profile' | 'capabilities'>,
): string[] {
  const { maxKilobits, h264Profile } = rungLimits(rung);
  return [
    ...['-c:v', 'libx264', '-preset', profile.preset, '-crf', String(profile.crf)],
    // Main for small rungs: old phones play those.
    ...['-profile:v', h264Profile],
    // The buffer is two seconds of the ceiling: a peak may be short, not long.
    ...['-maxrate', `${maxKilobits}k`, '-bufsize', `${2 * maxKilobits}k`],
    ...['-force_key_frames', keyframeTimes(facts)],
    // No keyframes but the forced ones, so that all rungs have them at the same times: none at scene
    // cuts, and an own rhythm (600 frames: 10 s at 60 fps) too slow to come before a forced one.
    ...['-sc_threshold', '0', '-g', '600'],
    ...frameTimesKept(capabilities),
    // MP4 and HLS add up lengths in decode order: with reordered frames at uneven times they come out
    // short, and the last frames are cut off.
    ...(facts.isVariableFrameRate ? ['-bf', '0'] : []),
  ];
}

/** No duplicates for a phone's variable rate, none for a lying timestamp. */
export function frameTimesKept({ hasFpsMode }: Capabilities): string[] {
  return [hasFpsMode ? '-fps_mode' : '-vsync', 'vfr'];
}

/**
 * The source's own keyframe times when its stream is the top rung, else one every two seconds.
 * Relative to the last forced one: a count (`n_forced*2`) would force every frame after a gap.
 */
function keyframeTimes(facts: VideoFacts): string {
  if (keepsStream(facts) && facts.packets) {
    // Rounded down: a time after the frame it means would force the next frame.
    return facts.packets.keyframeSeconds
      .map((seconds) => (Math.floor(seconds * 1000) / 1000).toFixed(3))
      .join(',');
  }
  // A millisecond less, for times that are not exact in binary.
  return `expr:if(isnan(prev_forced_t),1,gte(t,prev_forced_t+${keyframeSeconds - 0.001}))`;
}

/** How the sound of a film is written beside its picture; nothing for a silent one. */
export function audioOptions(facts: VideoFacts): string[] {
  const [audio] = facts.audio;
  if (!audio) return [];
  const map = ['-map', `0:${audio.index}`];
  if (keepsAudio(audio, facts)) return [...map, '-c:a', 'copy'];
  return [
    ...map,
    // What every browser plays: stereo AAC-LC at 48 kHz; 5.1 is mixed down.
    ...['-c:a', 'aac', '-b:a', '128k', '-ac', '2', '-ar', '48000'],
    // Silence where the source has a gap or starts late: as an HLS group of its own, sound that does
    // not start at zero would lose its offset to the picture.
    ...['-af', 'aresample=async=1:first_pts=0'],
  ];
}

/** Packets wait here until every stream has begun; at the default of 128 a late sound stream is an error. */
const patientQueue = ['-max_muxing_queue_size', '4096'];

/** For the MP4 people download: the index first, so that it plays while it loads. */
export const deliveredFile = ['-movflags', '+faststart', ...patientQueue];

/** Only picture and sound: a phone writes where and on what it was filmed. */
const clean = ['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'];
export const cleanMp4 = [...clean, '-f', 'mp4'];
