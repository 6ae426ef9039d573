import { beforeEach, expect, test, vi } from 'vitest';
import { env } from '../env/env.ts';
import {
  captionKey,
  captionPrefix,
  generationOf,
  originalKey,
  renditionKey,
  renditionOwner,
  renditionPrefix,
} from './keys.ts';

vi.mock('../env/env.ts', () => ({ env: vi.fn() }));
beforeEach(() => haveSecret('one of 32 characters and a bit more'));

function haveSecret(secret: string): void {
  vi.mocked(env).mockReturnValue({ NEXTAUTH_SECRET: secret } as ReturnType<typeof env>);
}

const id = '0b6e1a52-7c1f-4d8e-9a53-1f2e3d4c5b6a';

test('originals lie in the folder of their type', () => {
  expect(originalKey('video', id, '.mp4')).toBe(`videos/${id}.mp4`);
  expect(originalKey('image', id, '.jpg')).toBe(`images/${id}.jpg`);
  expect(originalKey('audio', id, '.mp3')).toBe(`audio/${id}.mp3`);
});

test('renditions lie below their medium, one folder per generation', () => {
  expect(renditionKey(id, 3, 'hls/720p/init.mp4')).toMatch(
    new RegExp(`^renditions/${id}/3-[0-9a-f]{32}/hls/720p/init\\.mp4$`),
  );
  expect(renditionKey(id, 3, 'poster.webp').startsWith(renditionPrefix(id))).toBe(true);
});

test('who knows a medium does not know its keys; every machine does', () => {
  const key = renditionKey(id, 3, 'mp4.mp4');
  expect(renditionKey(id, 3, 'mp4.mp4')).toBe(key);
  const markOf = (other: string) => other.split('/')[2]?.split('-')[1];
  const others = [renditionKey(id, 4, 'a.jpg'), renditionKey(id.replace('0', '1'), 3, 'a.jpg')];
  haveSecret('another of 32 characters and more');
  others.push(renditionKey(id, 3, 'a.jpg'));
  expect(new Set([key, ...others].map(markOf)).size).toBe(4);
});

test('folders of runs are known by their number, also those that were made without a mark', () => {
  expect(renditionOwner(`renditions/${id}/12/1/a.jpg`)).toEqual({ mediaId: id, generation: 12 });
  expect(generationOf('12-0af')).toBe(12);
  for (const folder of ['', 'chunks', '1-', '1-x', '-1', '1e0']) {
    expect(generationOf(folder)).toBeNull();
  }
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
