import { describe, expect, test } from 'vitest';
import { adtsIsCutOff, oggIsCutOff, wavIsCutOff } from './cut-off.ts';

/** A page of Ogg around so many bytes, 510 at most. */
function page(contentBytes: number, { isLast = false } = {}): Buffer {
  const lacing = contentBytes < 255 ? [contentBytes] : [255, contentBytes - 255];
  const header = Buffer.alloc(27);
  header.write('OggS', 'latin1');
  header[5] = isLast ? 4 : 0;
  header[26] = lacing.length;
  return Buffer.concat([header, Buffer.from(lacing), Buffer.alloc(contentBytes, 7)]);
}

describe('Ogg', () => {
  const two = Buffer.concat([page(100), page(400, { isLast: true })]);
  test.each([
    ['ends with its last page', two, false],
    ['has something behind it', Buffer.concat([two, Buffer.alloc(50)]), false],
    ['is a recording that was stopped', Buffer.concat([page(100), page(300)]), false],
    ['ends in a page', two.subarray(0, -1), true],
    ['ends in the list of lengths', two.subarray(0, 128 + 28), true],
    ['ends in the header of a page', two.subarray(0, 128 + 10), true],
    ['ends in the first letters of one', two.subarray(0, 128 + 3), true],
    ['has zeros for the rest', Buffer.concat([page(100), Buffer.alloc(500)]), true],
    ['has zeros for all of its end', Buffer.alloc(500), true],
  ])('%s', (_name, bytes, expected) => {
    expect(oggIsCutOff(bytes)).toBe(expected);
  });
});

describe('WAV', () => {
  const chunk = (name: string, size: number) => {
    const header = Buffer.from(`${name}0000`, 'latin1');
    header.writeUInt32LE(size, 4);
    return header;
  };
  const riff = Buffer.from('RIFF0000WAVE', 'latin1');
  const start = (size: number) =>
    Buffer.concat([riff, chunk('LIST', 3), Buffer.alloc(4), chunk('data', size)]);
  test.each([
    ['has all its samples', start(1000), 1032, false],
    ['has something behind them', start(1000), 1200, false],
    ['lacks a fiftieth', start(1000), 1012, false],
    ['lacks more', start(1000), 1011, true],
    ['came out of a pipe', start(0xffff_ffff), 1032, false],
    ['came out of another', start(0x7fff_f000), 1032, false],
    ['never said', start(0), 1032, false],
    ['is larger than 4 GiB', Buffer.concat([Buffer.from('RF64'), start(1000)]), 100, false],
    ['has its samples far behind', Buffer.concat([riff, chunk('id3 ', 9000)]), 9999, false],
  ])('%s', (_name, bytes, fileBytes, expected) => {
    expect(wavIsCutOff(bytes, fileBytes)).toBe(expected);
  });
});

/** A frame of AAC, the header's seven bytes included. */
function frame(byteSize: number): Buffer {
  const bytes = Buffer.alloc(byteSize, 0x21);
  bytes.writeUInt32BE(0xfff15080, 0);
  bytes.writeUIntBE((0x80 << 16) | (byteSize << 5) | 0x1f, 3, 3);
  return bytes;
}

describe('AAC', () => {
  const frames = Buffer.concat([frame(300), frame(200), frame(250), frame(310)]);
  const rotten = Buffer.concat([frames, Buffer.alloc(9000, 3), frames]);
  test.each([
    ['ends with a frame', frames, false],
    ['begins in the middle of one', frames.subarray(100), false],
    ['has a tag behind it', Buffer.concat([frames, Buffer.from('TAG'), Buffer.alloc(125)]), false],
    ['has a long tag', Buffer.concat([frames, Buffer.from('APETAGEX'), Buffer.alloc(9000)]), false],
    ['is filled up with a few zeros', Buffer.concat([frames, Buffer.alloc(100)]), false],
    ['rotted before its end', rotten, false],
    ['is too short to tell', frame(300), false],
    ['ends in a frame', frames.subarray(0, -1), true],
    ['ends in the header of a frame', frames.subarray(0, 750 + 5), true],
    ['rotted, and ends in a frame', rotten.subarray(0, -100), true],
    ['has zeros for the rest', Buffer.concat([frames, Buffer.alloc(9000)]), true],
  ])('%s', (_name, bytes, expected) => {
    expect(adtsIsCutOff(bytes)).toBe(expected);
  });
});
