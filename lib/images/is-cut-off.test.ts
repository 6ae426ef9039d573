import { expect, test } from 'vitest';
import { isCutOff } from './is-cut-off.ts';

function box(name: string, contentBytes: number, size = 8 + contentBytes): Buffer {
  const bytes = Buffer.alloc(8 + contentBytes);
  bytes.writeUInt32BE(size, 0);
  bytes.write(name, 4, 'latin1');
  return bytes;
}

/** A box whose size takes eight bytes. */
function largeBox(name: string, contentBytes: number): Buffer {
  const bytes = box(name, 8 + contentBytes, 1);
  bytes.writeBigUInt64BE(BigInt(bytes.length), 8);
  return bytes;
}

const whole = [box('ftyp', 16), box('meta', 100)];
const trailer = Buffer.from('what a phone adds');

test.each([
  ['a whole file', [...whole, box('mdat', 50)], false],
  ['a box up to the end', [...whole, box('mdat', 50, 0)], false],
  ['a large box', [...whole, largeBox('mdat', 50)], false],
  ['something after the last box', [...whole, box('mdat', 50), trailer], false],
  ['a few bytes after the last box', [...whole, box('mdat', 50), trailer.subarray(0, 3)], false],
  ['a cut box', [...whole, box('mdat', 50).subarray(0, 57)], true],
  ['a cut large box', [...whole, largeBox('mdat', 50).subarray(0, 60)], true],
  ['a cut header', [box('ftyp', 16), box('meta', 100).subarray(0, 20)], true],
  ['nothing', [], false],
])('%s', (_, parts, expected) => {
  expect(isCutOff(Buffer.concat(parts))).toBe(expected);
});
