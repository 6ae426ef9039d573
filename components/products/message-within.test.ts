import { expect, test } from 'vitest';
import { imagesMessage, messageWithin } from './message-within.ts';

test.each([
  [undefined, undefined],
  [[undefined, undefined], undefined],
  [{ type: 'too_big', message: 'tooMany' }, 'tooMany'],
  [[undefined, { type: 'custom', message: 'file' }], 'file'],
  [{ root: { type: 'custom', message: 'twice' } }, 'twice'],
  [{ Size: { type: 'too_big', message: 'tooLong', ref: { message: 'an element' } } }, 'tooLong'],
  [{ ref: { message: 'an element' } }, undefined],
])('%o says %s', (fault, message) => {
  expect(messageWithin(fault)).toBe(message);
});

test('of images, all that is not about their number is about a file', () => {
  expect(imagesMessage(undefined)).toBeUndefined();
  expect(imagesMessage({ message: 'tooMany' })).toBe('tooMany');
  expect(imagesMessage([undefined, { message: 'Choose a stored image.' }])).toBe('file');
});
