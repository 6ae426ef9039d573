// When the video of a source may be kept as it is instead of being encoded again.
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
