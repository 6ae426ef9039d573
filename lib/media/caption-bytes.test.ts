import { expect, test } from 'vitest';
import { decodeCaption } from './caption-bytes.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', bytes('déjà 字幕')],
  ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], 'déjà 字幕')],
  ['UTF-16 little endian', bytes([0xff, 0xfe], [...Buffer.from('déjà 字幕', 'utf16le')])],
  ['UTF-16 big endian', bytes([0xfe, 0xff], [...bigEndian('déjà 字幕')])],
])('%s', (_, file) => {
  expect(decodeCaption(file)).toBe('déjà 字幕');
});

test('what is no UTF-8 is Windows-1252, with its own quotation marks', () => {
  expect(decodeCaption(bytes([0x93, 0x64, 0xe9, 0x6a, 0xe0, 0x94]))).toBe('“déjà”');
});
