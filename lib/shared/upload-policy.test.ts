import { expect, test } from 'vitest';
import {
  acceptedFiles,
  claimedFormat,
  defaultUploadPolicy,
  detectedFormat,
  withMaxMegabytes,
} from './upload-policy.ts';

const film = defaultUploadPolicy['film.video'];
const poster = defaultUploadPolicy['film.poster'];
const picture = defaultUploadPolicy['media.image'];

test.each([
  ['movie.mp4', 'video/mp4', 'mp4'],
  ['MOVIE.MOV', '', 'mov'],
  ['old.avi', 'application/octet-stream', 'avi'],
  ['no-extension', 'video/webm', 'webm'],
  ['strange.xyz', 'video/x-matroska; codecs=x', 'mkv'],
  ['picture.jpg', 'video/mp4', undefined],
  ['song.mp3', 'video/mp4', undefined],
  ['notes.txt', 'text/plain', undefined],
  ['.mp4', '', 'mp4'],
])('%s sent as "%s" claims to be %s', (fileName, contentType, format) => {
  expect(claimedFormat(film, { fileName, contentType })).toBe(format);
});

test.each([
  // What a browser says of a photograph from a phone depends on the system it runs on.
  ['IMG_0001.HEIC', ''],
  ['photo.heif', 'image/heif'],
  ['photo', 'image/heic'],
])('%s sent as "%s" claims to be HEIC', (fileName, contentType) => {
  expect(claimedFormat(picture, { fileName, contentType })).toBe('heic');
  expect(claimedFormat(poster, { fileName, contentType })).toBeUndefined();
});

test('content decides among what the purpose takes', () => {
  expect(detectedFormat(film, 'asf')).toBe('wmv');
  expect(detectedFormat(film, 'jpg')).toBeUndefined();
  expect(detectedFormat(poster, 'apng')).toBe('png');
});

test('the drop zone is told types and extensions', () => {
  expect(acceptedFiles(poster)).toEqual({
    'image/jpeg': ['.jpg', '.jpeg'],
    'image/png': ['.png'],
    'image/gif': ['.gif'],
    'image/webp': ['.webp'],
  });
});

test('an installation may change a size limit', () => {
  const policy = withMaxMegabytes({ 'film.video': 1 });
  expect(policy['film.video'].maxBytes).toBe(1024 * 1024);
  expect(policy['film.poster']).toEqual(poster);
});
