// Proves the bytes against the protocol's own description (protobuf.dev/programming-guides/encoding).
import { expect, test } from 'vitest';
import { message } from './protobuf.ts';

const all = message({
  text: [1, 'text'],
  bytes: [2, 'bytes'],
  number: [3, 'number'],
  flag: [4, 'flag'],
  list: [5, 'list'],
});
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test.each([
  [{ number: 150 }, '189601'],
  [{ text: 'testing' }, '0a0774657374696e67'],
  [{ flag: true }, '2001'],
  [{ list: [Uint8Array.of(97), new Uint8Array()] }, '2a01612a00'],
  [{ text: '', number: 0, flag: false, bytes: new Uint8Array() }, ''],
])('%j is %s', (values, expected) => {
  const bytes = all.encode(values);
  expect(hex(bytes)).toBe(expected);
  expect(all.decode(bytes)).toMatchObject(values);
});

test('fields nobody named are passed over, and those of another type', () => {
  const known = message({ flag: [4, 'flag'] });
  const bytes = Buffer.concat([
    all.encode({ text: 'x', number: 2 ** 40, list: [Buffer.from('y')] }),
    all.encode({ flag: true }),
    Buffer.from('2201ff', 'hex'),
  ]);
  expect(known.decode(bytes)).toEqual({ flag: true });
});

test('what is cut off is refused', () => {
  expect(() => all.decode(Buffer.from('0a0774', 'hex'))).toThrow();
});
