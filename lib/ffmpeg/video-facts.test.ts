import { describe, expect, test } from 'vitest';
import { factsInReport } from './video-facts.ts';

const video = {
  ...{ index: 0, codec_type: 'video', codec_name: 'h264', profile: 'High', level: 40 },
  ...{ pix_fmt: 'yuv420p', width: 1920, height: 1080, sample_aspect_ratio: '1:1' },
  ...{ field_order: 'progressive', r_frame_rate: '30/1', avg_frame_rate: '30/1' },
  ...{
    start_time: '0.000000',
    duration: '10.000000',
    disposition: { default: 1, attached_pic: 0 },
  },
};
const audio = {
  ...{ index: 1, codec_type: 'audio', codec_name: 'aac', profile: 'LC', channels: 2 },
  ...{ sample_rate: '48000', disposition: { default: 0 } },
};
const format = { format_name: 'mov,mp4', duration: '10.02', bit_rate: '5000000' };
const facts = (change: object = {}) =>
  factsInReport({ streams: [{ ...video, ...change }, audio], format });

const code = (report: unknown) => {
  try {
    return factsInReport(report);
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test('numbers that ffprobe writes as text are numbers', () => {
  expect(facts()).toMatchObject({
    ...{ durationSeconds: 10.02, bitrate: 5_000_000, framesPerSecond: 30, width: 1920 },
    video: { startSeconds: 0, durationSeconds: 10, level: 40 },
    audio: [{ sampleRate: 48000, channels: 2 }],
  });
});

describe('the picture as it is shown', () => {
  test.each([
    ['plain', {}, 1920, 1080, 0],
    ['display matrix', { side_data_list: [{}, { rotation: -90 }] }, 1080, 1920, 90],
    ['display matrix, other way', { side_data_list: [{ rotation: 90 }] }, 1080, 1920, 270],
    ['rotate tag', { tags: { rotate: '90' } }, 1080, 1920, 90],
    ['upside down', { side_data_list: [{ rotation: 180 }] }, 1920, 1080, 180],
    ['anamorphic', { width: 1440, sample_aspect_ratio: '4:3' }, 1920, 1080, 0],
    ['PAL 16:9', { width: 720, height: 576, sample_aspect_ratio: '64:45' }, 1024, 576, 0],
    [
      'anamorphic and turned',
      { width: 1440, sample_aspect_ratio: '4:3', tags: { rotate: 90 } },
      1080,
      1920,
      90,
    ],
    ['no ratio', { sample_aspect_ratio: '0:1' }, 1920, 1080, 0],
    ['unknown ratio', { sample_aspect_ratio: 'N/A' }, 1920, 1080, 0],
  ])('%s', (_name, change, width, height, rotation) => {
    expect(facts(change)).toMatchObject({ width, height, rotation });
  });
});

test.each([
  ['steady', '30/1', '30/1', false, 30],
  ['NTSC', '30000/1001', '30000/1001', false, 29.97],
  ['a phone', '120/1', '2997/100', true, 29.97],
  ['unknown average', '25/1', '0/0', true, 25],
  ['unknown altogether', '0/0', '0/0', true, 25],
])('frame rate: %s', (_name, r_frame_rate, avg_frame_rate, isVariableFrameRate, expected) => {
  const found = facts({ r_frame_rate, avg_frame_rate });
  expect(found.isVariableFrameRate).toBe(isVariableFrameRate);
  expect(found.framesPerSecond).toBeCloseTo(expected, 2);
});

test.each([
  ['MP4', 'mov,mp4', '10', '12', 12],
  ['Matroska', 'matroska,webm', '10', '12', 2],
  ['Matroska from before zero', 'matroska,webm', '-0.007', '12', 12],
  ['Matroska that counts from its start', 'matroska,webm', '10', '2', 2],
  ['a recording', 'matroska,webm', '-0.007', undefined, 0],
])('length: %s', (_name, format_name, start_time, duration, expected) => {
  const streams = [{ ...video, duration: undefined }];
  const report = { streams, format: { format_name, start_time, duration } };
  expect(factsInReport(report).durationSeconds).toBe(expected);
});

test.each([
  ['and its frames as well', '10', '10', 10],
  ['longer than its frames last', '3600', '10', 10.02],
  ['and nothing of its frames', '12', undefined, 12],
])('length: what the header of an MP4 says, %s', (_name, duration, ofVideo, expected) => {
  const sound = { ...audio, start_time: '0.02', duration: ofVideo };
  const streams = [{ ...video, duration: ofVideo }, sound];
  const report = { streams, format: { ...format, duration } };
  expect(factsInReport(report).durationSeconds).toBeCloseTo(expected, 5);
});

test('length: an AVI is as long as its header counts frames', () => {
  const avi = { ...format, format_name: 'avi', duration: '5' };
  const length = (nb_frames: string | undefined) =>
    factsInReport({ streams: [{ ...video, nb_frames }], format: avi }).durationSeconds;
  expect([length('300'), length('100'), length('N/A'), length(undefined)]).toEqual([10, 5, 5, 5]);
});

test('interlaced and HDR', () => {
  expect(facts({ field_order: 'tt' }).isInterlaced).toBe(true);
  expect(facts({ field_order: 'progressive' }).isInterlaced).toBe(false);
  expect(facts({ color_transfer: 'arib-std-b67' }).hdrTransfer).toBe('arib-std-b67');
  expect(facts({ color_transfer: 'bt709' }).hdrTransfer).toBeNull();
});

test('the default sound comes first, sound nobody can decode not at all', () => {
  const streams = [
    video,
    audio,
    { ...audio, index: 2, channels: 6, disposition: { default: 1 } },
    { index: 3, codec_type: 'audio', codec_name: 'unknown' },
  ];
  expect(factsInReport({ streams, format }).audio.map(({ index }) => index)).toEqual([2, 1]);
});

test('cover art is passed over for the film behind it', () => {
  const cover = { ...video, codec_name: 'mjpeg', disposition: { attached_pic: 1 } };
  const streams = [cover, { ...video, index: 1 }];
  expect(factsInReport({ streams, format }).video).toMatchObject({ index: 1, codec: 'h264' });
});

test.each([
  ['nothing', {}, 'no_video_stream'],
  ['sound alone', { streams: [audio], format }, 'no_video_stream'],
  ['an unknown codec', { streams: [{ ...video, codec_name: 'unknown' }] }, 'unsupported_codec'],
  [
    'a codec without a name',
    { streams: [{ ...video, codec_name: undefined }] },
    'unsupported_codec',
  ],
  ['no size', { streams: [{ ...video, width: 0, height: 0 }] }, 'corrupt_file'],
  ['a bomb', { streams: [{ ...video, width: 16000, height: 16000 }] }, 'too_many_pixels'],
])('refused: %s', (_name, report, expected) => {
  expect(code(report)).toBe(expected);
});
