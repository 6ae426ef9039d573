import { expect, test } from 'vitest';
import { failureOf } from './failures.ts';
import { packetCounter } from './packets.ts';

const ending = { isLate: false, code: 1, killedBy: null, log: [] as string[] };

test.each([
  ['the clock ran out', { ...ending, isLate: true, killedBy: 'SIGKILL' }, 'processing_timeout'],
  [
    'the CPU limit was reached',
    { ...ending, code: null, killedBy: 'SIGXCPU' },
    'processing_timeout',
  ],
  ['a decoder crashed', { ...ending, code: null, killedBy: 'SIGSEGV' }, 'corrupt_file'],
  ['killed from outside', { ...ending, code: null, killedBy: 'SIGKILL' }, undefined],
  [
    'the disk is full',
    { ...ending, log: ['av_write_frame(): No space left on device'] },
    undefined,
  ],
  ['we asked for what it cannot', { ...ending, log: ["Unrecognized option 'nope'."] }, undefined],
  ['the build lacks what we encode with', { ...ending, log: ["Unknown encoder 'aac'"] }, undefined],
  [
    'our options cannot be read',
    { ...ending, log: ['Error splitting the argument list: Option not found'] },
    undefined,
  ],
  [
    'damaged packets',
    { ...ending, log: ['[h264 @ 0x1] Error splitting the input into NAL units.'] },
    'corrupt_file',
  ],
  [
    'no decoder',
    { ...ending, log: ['Decoder (codec av1) not found for input stream'] },
    'unsupported_codec',
  ],
  [
    'too large',
    { ...ending, log: ['Picture size 9x9 exceeds specified max pixel count 4'] },
    'too_many_pixels',
  ],
  ['anything else', { ...ending, log: ['moov atom not found'] }, 'corrupt_file'],
])('%s', (_name, how, code) => {
  expect((failureOf(how) as { code?: string }).code).toBe(code);
});

test('the log is kept as the cause', () => {
  const error = failureOf({ ...ending, log: ['moov atom not found'] });
  expect(String(error.cause)).toContain('exited with code 1: moov atom not found');
});

test('packets are added up in the order of the file, keyframes told in that of time', () => {
  const packets = packetCounter();
  for (const line of [
    '0.000,0.040,K__',
    '0.080,0.040,___',
    '0.040,0.040,___',
    '0.12,0.04,K__',
    '',
  ]) {
    packets.add(line);
  }
  expect(packets.facts()).toEqual({
    ...{ keyframeSeconds: [0, 0.12], endSeconds: 0.16, isSteady: true, isClean: true },
  });
});

test.each([
  ['corrupt', ['0,0.04,K__', '0.04,0.04,__C'], { isClean: false }],
  ['to be dropped', ['0,0.04,K__', '0.04,0.04,_D_'], { isClean: false }],
  ['without a time', ['0,0.04,K__', 'N/A,0.04,___'], { isClean: false }],
  ['of open groups', ['0,0.04,K__', '0.12,0.04,K__', '0.08,0.04,___'], { isClean: false }],
  ['unsteady', ['0,0.04,K__', '0.04,0.2,___', '0.24,0.04,___'], { isSteady: false }],
  ['steady but for the last', ['0,0.04,K__', '0.04,0.04,___', '0.08,0.5,___'], { isSteady: true }],
])('%s', (_name, lines, expected) => {
  const packets = packetCounter();
  for (const line of lines) packets.add(line);
  expect(packets.facts()).toMatchObject(expected);
});
