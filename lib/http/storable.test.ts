import { expect, test } from 'vitest';
import { storable } from './storable.ts';

test('half an emoji becomes the sign for what cannot be read, in keys too', () => {
  const value = { 'a\ud83d': ['b\ud83d', { c: '🎬' }], number: 1, nothing: null };
  expect(storable(value)).toEqual({
    'a\ufffd': ['b\ufffd', { c: '🎬' }],
    number: 1,
    nothing: null,
  });
});

test('a NUL is refused wherever it is, each by its field', () => {
  const value = { title: 'a\0', variants: [{ options: { 'Si\0ze': 'M' } }, { name: '\0' }] };
  expect(() => storable(value)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      fields: [
        { path: 'title', message: 'invalid' },
        { path: 'variants.0.options', message: 'invalid' },
        { path: 'variants.1.name', message: 'invalid' },
      ],
    }),
  );
});

test('the bytes of a file stay what they are', () => {
  const file = new Uint8Array([0, 1]);
  expect(storable({ file })).toEqual({ file });
});

test('what is nested without end is refused, not walked to its end', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(() => storable(deep)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
});
