import { expect, test } from 'vitest';
import { withMaxMegabytes } from '#lib/shared/upload-policy.ts';
import { choosePurpose } from './choose-purpose.ts';
import { kindOf } from './kinds.ts';

const policy = withMaxMegabytes({ 'media.video': 2 });
const library = kindOf('library')?.purposes ?? [];
const file = (path: string, byteSize = 10) => ({ path, byteSize, modifiedMs: 0 });

test.each([
  ['a/one.JPG', 'media.image', 'image/jpeg'],
  ['two.mov', 'media.video', 'video/quicktime'],
  ['three.mp3', 'media.audio', 'audio/mpeg'],
])('%s goes where its kind belongs', (path, purpose, contentType) => {
  expect(choosePurpose(file(path), library, policy)).toMatchObject({
    chosen: { path, purpose, contentType },
  });
});

test('what nobody takes is left out, with what is taken', () => {
  expect(choosePurpose(file('a.mp4'), ['photo.image'], policy)).toEqual({
    leftOut: {
      path: 'a.mp4',
      reason: 'type',
      sentence: 'Its type is not taken: only JPEG, PNG, GIF, WebP, BMP, AVIF, HEIC.',
    },
  });
  expect(choosePurpose(file('notes'), library, policy)).toMatchObject({
    leftOut: { reason: 'type' },
  });
});

test('the limit is that of the server', () => {
  const twoMebibytes = 2 * 1024 * 1024;
  expect(choosePurpose(file('a.mp4', twoMebibytes), library, policy)).toHaveProperty('chosen');
  expect(choosePurpose(file('a.mp4', twoMebibytes + 1), library, policy)).toEqual({
    leftOut: { path: 'a.mp4', reason: 'too_large', sentence: 'It is larger than 2 MB.' },
  });
});
