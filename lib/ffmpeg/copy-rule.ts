// What of a source needs no encoding: what browsers play as it was sent, what a rendition may copy.
import 'server-only';
import type { AudioFacts, VideoFacts } from './video-facts.ts';

const h264Profiles = ['Constrained Baseline', 'Baseline', 'Main', 'High'];

/** Above this a phone on a slow line is better served by our own encode. */
const maxBitrate = 8_000_000;

/** A player can only begin and switch at a keyframe: longer gaps make long segments. */
const longestKeyframeGapSeconds = 6;

/** The lower rungs repeat every keyframe of the source; all times go into one argument (128 KiB on Linux). */
const maxKeyframes = 10_000;

/** What can be said before reading the packets. */
export function mayKeepStream(facts: VideoFacts): boolean {
  const { video } = facts;
  return (
    video.codec === 'h264' &&
    h264Profiles.includes(video.profile ?? '') &&
    video.pixelFormat === 'yuv420p' &&
    (video.level ?? 99) <= 42 &&
    !facts.isInterlaced &&
    !facts.isVariableFrameRate &&
    facts.framesPerSecond <= 60.5 &&
    facts.rotation === 0 &&
    facts.sampleAspectRatio === 1 &&
    facts.hdrTransfer === null &&
    Math.min(facts.width, facts.height) <= 1080 &&
    Math.max(facts.width, facts.height) <= 1920 &&
    isEven(facts.width) &&
    isEven(facts.height) &&
    facts.bitrate !== null &&
    facts.bitrate <= maxBitrate &&
    Math.abs(video.startSeconds) < 0.001
  );
}

/** Whether the video stream is copied: everything `mayKeepStream` asks, and packets that bear it out. */
export function keepsStream(facts: VideoFacts): boolean {
  const { packets } = facts;
  if (!packets || !mayKeepStream(facts)) return false;
  return (
    packets.isClean &&
    packets.isSteady &&
    packets.keyframeSeconds.length <= maxKeyframes &&
    longestGap(packets.keyframeSeconds, packets.endSeconds) <= longestKeyframeGapSeconds
  );
}

/** Whether a sound stream is copied: players everywhere take stereo AAC-LC, and it must start with the picture. */
export function keepsAudio(audio: AudioFacts, facts: VideoFacts): boolean {
  return (
    keepsStream(facts) &&
    audio.codec === 'aac' &&
    audio.profile === 'LC' &&
    audio.channels <= 2 &&
    Math.abs(audio.startSeconds - facts.video.startSeconds) < 0.05
  );
}

/** AAC as every browser decodes it; Main, SSR and xHE-AAC are not. */
const aacProfiles = ['LC', 'HE-AAC', 'HE-AACv2'];

/** H.264 5.1 is 4096×2304 at 30 fps: more is decoded by some machines, in no way by all. */
const highestPlayedLevel = 51;

/** Full range is a remark in the stream, nothing a decoder has to know. */
const eightBit420 = ['yuv420p', 'yuvj420p'];

/**
 * Whether browsers play the source file itself, so that it can be watched before anything is made of
 * it. By MDN's guides to web containers, video and audio codecs (2026-11): H.264 with AAC or MP3 in
 * MP4, or in the MOV that is read the same way, plays everywhere, turned and stretched as the file
 * says. VP8, VP9 and AV1 with Opus or Vorbis in WebM play in Chromium and Firefox and in Safari with
 * some systems and chips only: they count, because a player that is refused waits for the renditions.
 * Not what plays but looks wrong (interlaced, HDR on a plain screen), and not a file that does not
 * say how long it is (a recording that was cut off): nobody could move around in it.
 */
export function playsAsIs(facts: VideoFacts): boolean {
  return (
    facts.durationSeconds > 0 &&
    !facts.isInterlaced &&
    facts.hdrTransfer === null &&
    eightBit420.includes(facts.video.pixelFormat ?? '') &&
    (isPlayedMp4(facts) || isPlayedWebm(facts))
  );
}

function isPlayedMp4({ container, video, audio }: VideoFacts): boolean {
  return (
    container.split(',').includes('mp4') &&
    video.codec === 'h264' &&
    h264Profiles.includes(video.profile ?? '') &&
    (video.level ?? 99) <= highestPlayedLevel &&
    // Browsers differ in which of several tracks they choose.
    audio.every(
      ({ codec, profile }) =>
        codec === 'mp3' || (codec === 'aac' && aacProfiles.includes(profile ?? '')),
    )
  );
}

/** ffprobe has one name for Matroska and WebM: the codecs tell which it can be. */
function isPlayedWebm({ container, video, audio }: VideoFacts): boolean {
  return (
    container.split(',').includes('webm') &&
    ['vp8', 'vp9', 'av1'].includes(video.codec) &&
    audio.every(({ codec }) => codec === 'opus' || codec === 'vorbis')
  );
}

function longestGap(keyframeSeconds: number[], endSeconds: number): number {
  const [first = Number.POSITIVE_INFINITY] = keyframeSeconds;
  // A stream that does not begin with a keyframe shows nothing until the first.
  if (first > 0.1) return Number.POSITIVE_INFINITY;
  const gaps = keyframeSeconds.map((at, i) => (keyframeSeconds[i + 1] ?? endSeconds) - at);
  return Math.max(...gaps);
}

function isEven(size: number): boolean {
  return size % 2 === 0;
}
