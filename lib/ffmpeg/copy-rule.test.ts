import { describe, expect, test } from 'vitest';
import { playsAsIs } from './copy-rule.ts';
import type { AudioFacts, VideoFacts } from './video-facts.ts';

const aac: AudioFacts = {
  ...{ index: 1, codec: 'aac', profile: 'LC', channels: 2, sampleRate: 48000, startSeconds: 0 },
};
const mp4: VideoFacts = {
  ...{ container: 'mov,mp4,m4a,3gp,3g2,mj2', durationSeconds: 10, width: 1920, height: 1080 },
  ...{ rotation: 0, sampleAspectRatio: 1, framesPerSecond: 30, isVariableFrameRate: false },
  ...{ isInterlaced: false, hdrTransfer: null, bitrate: 20_000_000, audio: [aac], packets: null },
  video: {
    ...{ index: 0, codec: 'h264', profile: 'High', level: 41, pixelFormat: 'yuv420p' },
    ...{ startSeconds: 0, durationSeconds: 10 },
  },
};
const withVideo = (video: Partial<VideoFacts['video']>, base = mp4): VideoFacts => ({
  ...base,
  video: { ...base.video, ...video },
});
const withAudio = (...audio: Partial<AudioFacts>[]): VideoFacts => ({
  ...mp4,
  audio: audio.map((each) => ({ ...aac, ...each })),
});
const opus: AudioFacts = { ...aac, codec: 'opus', profile: null };
const webm: VideoFacts = {
  ...withVideo({ codec: 'vp9', profile: 'Profile 0', level: null }),
  ...{ container: 'matroska,webm', audio: [opus] },
};

describe('browsers play', () => {
  test.each<[string, VideoFacts]>([
    ['H.264 and AAC in MP4', mp4],
    ['a film without sound', withAudio()],
    ['MP3 sound', withAudio({ codec: 'mp3', profile: null })],
    ['HE-AAC in 5.1', withAudio({ profile: 'HE-AAC', channels: 6 })],
    ['Constrained Baseline', withVideo({ profile: 'Constrained Baseline', level: 30 })],
    ['4K at level 5.1', { ...withVideo({ level: 51 }), width: 3840, height: 2160 }],
    ['full range', withVideo({ pixelFormat: 'yuvj420p' })],
    ['what a phone held upright records', { ...mp4, rotation: 90, isVariableFrameRate: true }],
    ['pixels that are not square', { ...mp4, sampleAspectRatio: 64 / 45 }],
    ['odd sizes', { ...mp4, width: 853, height: 481 }],
    ['VP9 and Opus in WebM', webm],
    [
      'VP8 and Vorbis in WebM',
      { ...withVideo({ codec: 'vp8' }, webm), audio: [{ ...opus, codec: 'vorbis' }] },
    ],
    ['AV1 in WebM', withVideo({ codec: 'av1', profile: 'Main' }, webm)],
  ])('%s', (_, facts) => {
    expect(playsAsIs(facts)).toBe(true);
  });
});

describe('browsers do not all play', () => {
  test.each<[string, VideoFacts]>([
    ['HEVC', withVideo({ codec: 'hevc', profile: 'Main' })],
    ['ProRes in MOV', withVideo({ codec: 'prores', profile: 'HQ', pixelFormat: 'yuv422p10le' })],
    ['10 bits', withVideo({ profile: 'High 10', pixelFormat: 'yuv420p10le' })],
    ['10 bits under a profile of 8', withVideo({ pixelFormat: 'yuv420p10le' })],
    ['4:4:4', withVideo({ profile: 'High 4:4:4 Predictive', pixelFormat: 'yuv444p' })],
    ['Extended profile', withVideo({ profile: 'Extended' })],
    ['a level above 5.1', withVideo({ level: 52 })],
    ['a level nobody wrote down', withVideo({ level: null })],
    ['HDR', { ...mp4, hdrTransfer: 'smpte2084' }],
    ['interlaced', { ...mp4, isInterlaced: true }],
    ['no duration', { ...mp4, durationSeconds: 0 }],
    ['AC-3 sound', withAudio({ codec: 'ac3', profile: null })],
    ['PCM sound of a camera', withAudio({ codec: 'pcm_s16be', profile: null })],
    ['AAC Main', withAudio({ profile: 'Main' })],
    ['a second track of AC-3', withAudio({}, { index: 2, codec: 'ac3', profile: null })],
    ['H.264 in AVI', { ...mp4, container: 'avi' }],
    ['H.264 in Matroska', { ...mp4, container: 'matroska,webm' }],
    ['VP9 and AAC in Matroska', { ...webm, audio: [aac] }],
    ['10-bit VP9', withVideo({ profile: 'Profile 2', pixelFormat: 'yuv420p10le' }, webm)],
    ['VP9 in MP4', { ...webm, container: mp4.container }],
  ])('%s', (_, facts) => {
    expect(playsAsIs(facts)).toBe(false);
  });
});
