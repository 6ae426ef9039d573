import { expect, test } from 'vitest';
import {
  captionKey,
  captionPrefix,
  originalKey,
  renditionKey,
  renditionOwner,
  renditionPrefix,
} from './keys.ts';

const id = '0b6e1a52-7c1f-4d8e-9a53-1f2e3d4c5b6a';

test('originals lie in the folder of their type', () => {
  expect(originalKey('video', id, '.mp4')).toBe(`videos/${id}.mp4`);
  expect(originalKey('image', id, '.jpg')).toBe(`images/${id}.jpg`);
  expect(originalKey('audio', id, '.mp3')).toBe(`audio/${id}.mp3`);
});

test('renditions lie below their medium, one folder per generation', () => {
  expect(renditionKey(id, 3, 'hls/720p/init.mp4')).toBe(`renditions/${id}/3/hls/720p/init.mp4`);
  expect(renditionKey(id, 3, 'poster.webp').startsWith(renditionPrefix(id))).toBe(true);
});

test('a rendition says whose it is, and of which run', () => {
  expect(renditionOwner(renditionKey(id, 3, 'hls/720p.mp4'))).toEqual({
    mediaId: id,
    generation: 3,
  });
  for (const key of [captionKey(id, id), `renditions/${id}/a.jpg`, 'renditions/a/1/a.jpg']) {
    expect(renditionOwner(key)).toBeNull();
  }
});

test('captions lie beside the renditions, not among them', () => {
  expect(captionKey(id, id)).toBe(`captions/${id}/${id}.vtt`);
  expect(captionKey(id, id).startsWith(captionPrefix(id))).toBe(true);
  expect(() => captionKey(id, '../x')).toThrow('object key');
});

test.each(['../x.mp4', 'a/../b', '/a', 'a//b', '', 'a b', 'a/', '.'])(
  'a rendition cannot be called %j',
  (name) => {
    expect(() => renditionKey(id, 1, name)).toThrow('object key');
  },
);

test('ids and extensions are checked', () => {
  expect(() => originalKey('video', '../../etc', '.mp4')).toThrow('object key');
  expect(() => originalKey('video', id, 'mp4')).toThrow('object key');
  expect(() => renditionPrefix(`${id}/`)).toThrow('object key');
});
