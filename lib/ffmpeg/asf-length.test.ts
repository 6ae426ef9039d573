import { expect, test } from 'vitest';
import { secondsInHeader } from './asf-length.ts';

/** A header whose File Properties Object lies at byte 30, behind that of the whole header. */
function header({ playedSeconds = 5, bufferedMs = 3000, flags = 2 } = {}): Buffer {
  const bytes = Buffer.alloc(200);
  Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex').copy(bytes, 30);
  bytes.writeBigUInt64LE(BigInt(playedSeconds * 1e7), 30 + 64);
  bytes.writeBigUInt64LE(BigInt(bufferedMs), 30 + 80);
  bytes.writeUInt32LE(flags, 30 + 88);
  return bytes;
}

test('the length is what is played, without what is buffered before', () => {
  expect(secondsInHeader(header())).toBe(2);
});

test.each([
  ['a broadcast', header({ flags: 1 })],
  ['a file that was never finished', header({ playedSeconds: 0 })],
  ['a header that breaks off', header().subarray(0, 100)],
  ['something else', Buffer.alloc(200)],
])('%s does not say', (_name, bytes) => {
  expect(secondsInHeader(bytes)).toBe(0);
});
